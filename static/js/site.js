// What makes the pages better with JavaScript. Everything works without it.
import { openFiltersAsSheet } from "./filters.js";
import { narrowLongLists } from "./narrow.js";
import { mendSwaps } from "./swaps.js";

document.documentElement.classList.add("js");

// Empty fields would only lengthen the address.
document.addEventListener("formdata", (event) => {
  const data = event.formData;
  if (event.target.method !== "get") return;
  if (!data.get("near")) data.delete("within");
  for (const name of new Set(data.keys())) {
    const values = data.getAll(name).filter((value) => value !== "");
    data.delete(name);
    for (const value of values) data.append(name, value);
  }
});

openFiltersAsSheet();
narrowLongLists(document);
mendSwaps();
// A place typed on another page may not have been found: begin with what went wrong.
document.getElementById("problems-heading")?.focus();
