// Room, in pixels, that the controls along the edges of the map take: what is looked at keeps
// clear of them.
const NARROW = 480;

// For a view that shall show all of something.
export const FIT = { paddingTopLeft: [64, 28], paddingBottomRight: [64, 28] };

// For the middle of a mark that has the focus.
export function roomForMark(map) {
  return { paddingTopLeft: [84, isNarrow(map) ? 160 : 84], paddingBottomRight: [40, 108] };
}

// For a popup, in the words of Leaflet: beside the buttons, or below them where the map is narrow.
export function roomForPopup(map) {
  const { x: width, y: height } = map.getSize();
  const [left, top, right, bottom] = isNarrow(map) ? [8, 104, 8, 8] : [64, 64, 12, 36];
  const maxWidth = Math.min(300, width - 90);
  return {
    maxWidth,
    minWidth: Math.min(200, maxWidth),
    // Its own margins and tip take the rest.
    maxHeight: Math.max(96, Math.min(256, height - top - bottom - 64)),
    autoPanPaddingTopLeft: [left, top],
    autoPanPaddingBottomRight: [right, bottom],
  };
}

// Put something in the middle of the upper or lower edge, where Leaflet has no place of its own.
export function addInMiddle(map, node, edge) {
  node.classList.add("map__middle", `map__middle--${edge}`);
  L.DomEvent.disableClickPropagation(node);
  map.getContainer().querySelector(".leaflet-control-container").append(node);
}

function isNarrow(map) {
  return map.getSize().x < NARROW;
}
