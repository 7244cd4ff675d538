// On paper the map is what the screen showed, made smaller where the sheet is narrower: to fit it
// anew would ask for pins that may not come in time.
export function keepWholeOnPaper(map, live) {
  const stage = live.parentElement;
  window.matchMedia("print").addEventListener("change", ({ matches: isPrinting }) => {
    if (!isPrinting) {
      for (const { style } of [live, stage]) style.cssText = "";
      return;
    }
    // Leaflet has not measured again: this is still the screen's.
    const { x, y } = map.getSize();
    const scale = Math.min(1, stage.clientWidth / x);
    stage.style.blockSize = `${Math.ceil(y * scale)}px`;
    Object.assign(live.style, {
      inset: "0 auto auto 0",
      width: `${x}px`,
      height: `${y}px`,
      transform: `scale(${scale})`,
      transformOrigin: "0 0",
    });
  });
}
