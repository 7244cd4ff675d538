// What makes a form better with JavaScript. Without it, all of it can be filled in and sent.
import { askWithFewAreas, narrowAreas } from "./areas.js";
import { keepDraft } from "./draft.js";
import { showPin } from "./pin.js";

const form = document.getElementById("proposal");

keepDraft(form);
narrowAreas(form);
askWithFewAreas(form);
showPin(form);
openWhatALinkLeadsTo();
// What was asked before the form is taken in comes first, unless something is wrong with it.
document.querySelector("#proposal > .alike h3")?.focus();

// A field that an error points to may be folded away.
function openWhatALinkLeadsTo() {
  document.querySelector(".problems")?.addEventListener("click", (event) => {
    const id = event.target.closest("a")?.hash.slice(1);
    const field = id && document.getElementById(id);
    if (!field) return;
    event.preventDefault();
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    field.focus();
    field.scrollIntoView({ block: "center" });
  });
}
