// The boxes in which to look something up get the names of their labels: select2 gives them none.
"use strict";

(() => {
  function nameBoxes(within) {
    for (const select of within.querySelectorAll("select.admin-autocomplete")) {
      const label = select.labels[0];
      const box = select.nextElementSibling;
      if (!label || !box?.matches(".select2-container")) continue;
      label.id ||= `${select.id}_label`;
      const choice = box.querySelector(".select2-selection");
      const shown = choice.querySelector(".select2-selection__rendered");
      choice.setAttribute("aria-labelledby", `${label.id} ${shown.id}`.trim());
      shown.setAttribute("aria-labelledby", label.id);
      box.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
    }
  }

  // Both come after select2's own, which were asked for before.
  window.django.jQuery(() => nameBoxes(document));
  document.addEventListener("formset:added", (event) => nameBoxes(event.target));
})();
