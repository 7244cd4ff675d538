// What is typed is kept in this browser until it has been sent, for a week at most: a closed tab,
// a crash or a flat battery costs nothing.

const WEEK = 7 * 24 * 60 * 60 * 1000;
const PREFIX = "draft:";
// Which draft the form that is being sent belongs to; the page that says "sent" throws it away.
export const SENDING = "draft-being-sent";

/** Keep what is typed into a form with data-draft, and fill in what was kept. */
export function keepDraft(form) {
  if (!form?.dataset.draft) return;
  const key = PREFIX + form.dataset.draft;
  const untouched = JSON.stringify(typedIn(form));
  if ("fresh" in form.dataset) restore(form, key, untouched);
  const save = () => {
    const typed = typedIn(form);
    if (JSON.stringify(typed) === untouched) return forget(key);
    write(localStorage, key, JSON.stringify({ at: Date.now(), typed }));
  };
  let later;
  form.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(save, 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(later);
    save();
    write(sessionStorage, SENDING, key);
  });
}

/** Throw the draft away that was sent last. */
export function forgetWhatWasSent() {
  const key = read(sessionStorage, SENDING);
  if (key) forget(key);
}

// Neither what the server wrote into hidden fields nor the trap for programs.
function controls(form) {
  return [...form.elements].filter(
    (each) => each.name && !["hidden", "submit", "button"].includes(each.type)
      && !each.closest(".trap"),
  );
}

function typedIn(form) {
  return controls(form)
    .filter((each) => !["checkbox", "radio"].includes(each.type) || each.checked)
    .map((each) => [each.name, each.value]);
}

function restore(form, key, untouched) {
  let kept;
  try {
    kept = JSON.parse(read(localStorage, key));
  } catch {
    return;
  }
  if (!kept || !Array.isArray(kept.typed) || Date.now() - kept.at > WEEK) return forget(key);
  if (JSON.stringify(kept.typed) === untouched) return;
  fill(form, kept.typed);
  say(form, key);
}

function fill(form, typed) {
  for (const control of controls(form)) {
    if (["checkbox", "radio"].includes(control.type)) {
      control.checked = typed.some(([n, value]) => n === control.name && value === control.value);
    } else {
      control.value = typed.find(([name]) => name === control.name)?.[1] ?? "";
    }
    const holdsSomething = control.type === "checkbox" ? control.checked : control.value;
    if (holdsSomething && control.type !== "radio") openAround(control);
  }
}

function openAround(control) {
  for (let fold = control.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
}

function say(form, key) {
  const note = document.createElement("div");
  note.className = "draft-note";
  note.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = "We kept what you typed, in this browser only.";
  const afresh = document.createElement("button");
  afresh.type = "button";
  afresh.className = "button button--quiet button--small";
  afresh.textContent = "Start afresh";
  afresh.addEventListener("click", () => {
    forget(key);
    form.reset();
    note.remove();
    form.querySelector("input:not([type=hidden], [tabindex])").focus();
  });
  note.append(words, afresh);
  form.before(note);
}

// Storage may be switched off or full; then there is no draft, and all else works.
function read(storage, key) {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

function write(storage, key, value) {
  try {
    storage.setItem(key, value);
  } catch {
    // no draft, then
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // there was none
  }
}
