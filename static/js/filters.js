// On a narrow screen the filters open as a sheet over the results; the link to them opens it.

const isWide = matchMedia("(min-width: 64rem)");

/** Make every link to the filters open them as a modal sheet while the screen is narrow. */
export function openFiltersAsSheet() {
  const filters = document.getElementById("filters");
  if (!filters) return;
  const sheet = makeSheet(filters);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href="#filters"]');
    if (!link || isWide.matches) return;
    event.preventDefault();
    open(sheet, filters);
  });
  document.body.addEventListener("htmx:afterSettle", () => sheet.open && sheet.close());
  isWide.addEventListener("change", () => sheet.open && sheet.close());
}

function makeSheet(filters) {
  const home = filters.parentElement;
  const sheet = document.createElement("dialog");
  sheet.className = "filters-sheet";
  sheet.setAttribute("aria-labelledby", "filters-heading");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button--quiet button--small filters__close";
  close.textContent = "Close";
  close.addEventListener("click", () => sheet.close());
  filters.querySelector(".filters__head").append(close);
  filters.querySelector(".filters__foot a").addEventListener("click", () => sheet.close());
  home.append(sheet);
  sheet.addEventListener("close", () => {
    home.append(filters);
    // The results, and with them the link that opened the sheet, may have been swapped meanwhile.
    document.getElementById("filters-link")?.focus();
  });
  return sheet;
}

function open(sheet, filters) {
  sheet.append(filters);
  sheet.showModal();
  document.getElementById("filters-heading").focus();
}
