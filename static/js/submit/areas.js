// A box over the areas: typing opens the list and leaves only the names with these letters.
import { plain } from "../narrow.js";

const NOTHING_FOUND = "No council, region or nation has these letters. Of a town or village give the postcode below instead, or choose the council it lies in.";

const MOST_ASKED = 20; // as the server takes; all areas of a region make too long an address

/** Put the box over the areas of a form. */
export function narrowAreas(form) {
  const areas = form?.querySelector("[data-areas]");
  if (!areas) return;
  const label = document.createElement("label");
  label.className = "areas__narrow";
  const name = document.createElement("span");
  name.className = "visually-hidden";
  name.textContent = "Type to narrow the areas";
  const box = document.createElement("input");
  box.type = "text";
  box.autocomplete = "off";
  box.placeholder = "Type a council, region or nation";
  box.id = "areas-narrow";
  box.addEventListener("input", () => {
    const found = narrow(areas, plain(box.value).trim());
    nothing.textContent = found ? "" : NOTHING_FOUND;
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  const nothing = document.createElement("p");
  nothing.className = "hint";
  nothing.role = "status";
  label.append(name, box);
  areas.querySelector("ul").before(label, nothing);
}

/** Let the question for likely duplicates name only so many of the areas. */
export function askWithFewAreas(form) {
  form?.querySelector("#alike")?.addEventListener("htmx:configRequest", ({ detail }) => {
    const areas = new Set(detail.formData.getAll("coverage"));
    detail.formData.delete("coverage");
    for (const area of [...areas].slice(0, MOST_ASKED)) detail.formData.append("coverage", area);
  });
}

// Returns whether any area has the letters.
function narrow(areas, wanted) {
  let found = !wanted;
  for (const option of areas.querySelectorAll("li")) {
    const { checked } = option.querySelector("input");
    const name = plain(option.querySelector(".option__name").textContent);
    const matches = name.includes(wanted);
    found ||= matches;
    option.hidden = Boolean(wanted) && !checked && !matches;
  }
  for (const part of areas.querySelectorAll("details")) {
    const options = [...part.querySelectorAll("li")];
    const shown = options.some((option) => !option.hidden);
    const checked = options.some((option) => option.querySelector("input").checked);
    part.hidden = !shown;
    part.open = checked || (Boolean(wanted) && shown);
  }
  return found;
}
