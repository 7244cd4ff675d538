// What htmx does not do by itself when it swaps a part of the page.

import { narrowLongLists } from "./narrow.js";

/** Keep open what was open, say how many were found, and load the page where a swap fails. */
export function mendSwaps() {
  // Other pages swap a part of a form: to load another page would lose what is typed in it.
  if (!document.getElementById("results")) return;
  let openFacets = null;
  const body = document.body;
  body.addEventListener("htmx:beforeSwap", () => {
    openFacets = new Map([...document.querySelectorAll(".facet")].map((f) => [f.id, f.open]));
  });
  body.addEventListener("htmx:afterSettle", () => {
    if (!openFacets) return;
    for (const facet of document.querySelectorAll(".facet")) {
      if (openFacets.has(facet.id)) facet.open = openFacets.get(facet.id);
    }
    openFacets = null;
    narrowLongLists(document);
    const heading = document.getElementById("results-heading");
    const announcement = document.getElementById("announcement");
    const problems = document.getElementById("problems-heading");
    if (problems) {
      // What went wrong comes before how many were found all the same.
      announcement.textContent = `${problems.textContent}. ${heading.textContent}`;
      problems.focus();
    } else {
      announcement.textContent = heading.textContent;
      // The chip that was removed took the focus with it.
      if (document.activeElement === body) heading.focus({ preventScroll: true });
    }
  });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    body.addEventListener(failure, (event) => {
      location.assign(event.detail.pathInfo.finalRequestPath);
    });
  }
}
