// The map never traps the page: the wheel zooms and one finger drags only once somebody uses it.
export function tameGestures(map, live) {
  live.addEventListener("focusin", () => map.scrollWheelZoom.enable());
  live.addEventListener("focusout", ({ relatedTarget }) => {
    if (!live.contains(relatedTarget)) map.scrollWheelZoom.disable();
  });
  if (window.matchMedia("(pointer: coarse)").matches) waitForTap(map, live);
}

function waitForTap(map, live) {
  map.dragging.disable();
  const control = L.control({ position: "bottomleft" });
  const hint = document.createElement("p");
  hint.className = "map__note";
  hint.textContent = "Tap the map to move it.";
  control.onAdd = () => hint;
  control.addTo(map);
  live.addEventListener("click", () => {
    map.dragging.enable();
    hint.hidden = true;
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (live.contains(target)) return;
    map.dragging.disable();
    hint.hidden = false;
  });
}
