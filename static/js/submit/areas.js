// A box over the areas: typing opens the regions and leaves only the names with these letters.
import { plain } from "../narrow.js";

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
  box.addEventListener("input", () => narrow(areas, plain(box.value).trim()));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  label.append(name, box);
  areas.querySelector("ul").before(label);
}

function narrow(areas, wanted) {
  for (const option of areas.querySelectorAll("li")) {
    const { checked } = option.querySelector("input");
    const name = plain(option.querySelector(".option__name").textContent);
    option.hidden = Boolean(wanted) && !checked && !name.includes(wanted);
  }
  for (const part of areas.querySelectorAll("details")) {
    const options = [...part.querySelectorAll("li")];
    const shown = options.some((option) => !option.hidden);
    const checked = options.some((option) => option.querySelector("input").checked);
    part.hidden = !shown;
    part.open = checked || (Boolean(wanted) && shown);
  }
}
