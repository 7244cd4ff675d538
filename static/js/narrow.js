// A box over a long list of filter values that leaves only those with the letters typed.

const LONG = 9;

/** Text as it is compared: small letters without accents and signs. */
export const plain = (text) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("&", "and")
    .replace(/[^\p{L}\p{N} ]/gu, "");

/** Put such a box over every long list inside `root` that has none yet. */
export function narrowLongLists(root) {
  for (const facet of root.querySelectorAll(".facet")) {
    const options = [...facet.querySelectorAll("li")];
    if (options.length >= LONG && !facet.querySelector(".facet__narrow")) addBox(facet, options);
  }
}

function addBox(facet, options) {
  const label = document.createElement("label");
  label.className = "facet__narrow";
  const name = document.createElement("span");
  name.className = "visually-hidden";
  name.textContent = `Type to narrow “${facet.querySelector("legend").textContent}”`;
  const box = document.createElement("input");
  box.type = "text";
  box.autocomplete = "off";
  box.id = `${facet.id}-narrow`;
  box.placeholder = "Type to narrow";
  box.addEventListener("input", () => narrow(facet, options, plain(box.value).trim()));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  label.append(name, box);
  facet.querySelector("legend").after(label);
}

function narrow(facet, options, wanted) {
  for (const option of options) {
    const isChosen = option.querySelector("input").checked;
    const name = plain(option.querySelector(".option__name").textContent);
    option.hidden = !isChosen && !name.includes(wanted);
  }
  for (const heading of facet.querySelectorAll(".facet__heading")) {
    heading.hidden = ![...heading.nextElementSibling.children].some((option) => !option.hidden);
  }
}
