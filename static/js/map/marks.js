// What stands on the map, made of DOM nodes: buttons and links that Leaflet only moves about.
import { roomForMark } from "./edges.js";
import { TEXT_SCALE } from "./text_size.js";

// More tab stops than this would be in the way: the list is the way through then.
const FEW = 25;
const TOO_MANY = `Zoom in until ${FEW} or fewer marks are left to reach them with Tab, or use the list.`;
// Pixels across.
export const MARKER_SIZE = 24 * TEXT_SCALE;
// [fewest places, radius in pixels]; as in projects/map/merging.py.
const RADII = [[1000, 26], [100, 22], [10, 18], [0, 15]];

// Of a cluster, in pixels.
export function radiusOf(count) {
  return RADII.find(([fewest]) => count >= fewest)[1] * TEXT_SCALE;
}

// A whole number with its thousands apart: 1,234.
export function inWords(count) {
  return count.toLocaleString("en-GB");
}

// As it fits on a disc; as in projects/map/marks.py.
function inFewLetters(count) {
  if (count < 10000) return count;
  return count < 1e6 ? `${Math.floor(count / 1000)}k` : `${Math.floor(count / 1e6)}M`;
}

// The shapes of the legend by status, to be copied.
export function shapesFrom(figure) {
  const shapes = [...figure.querySelectorAll("[data-shape]")];
  return Object.fromEntries(shapes.map((shape) => [shape.dataset.shape, shape]));
}

export function clusterMark(latlng, count, label, act) {
  const node = element("button", "map__disc");
  node.textContent = inFewLetters(count);
  const size = 2 * radiusOf(count);
  return mark(latlng, node, [size, size], label, act);
}

export function markerMark(latlng, shape, label, act) {
  const node = element("button", "map__pin");
  node.append(shape.cloneNode(true));
  return mark(latlng, node, [MARKER_SIZE, MARKER_SIZE], label, act);
}

export function badgeMark(latlng, { name, number, label, width, height, href, act }) {
  const node = element(href ? "a" : "button", href ? "map__tag" : "map__tag map__tag--shared");
  if (href) node.href = href;
  if (name) node.append(name, " ");
  if (number) {
    const figures = document.createElement("b");
    figures.className = "map__number";
    figures.textContent = number;
    node.append(figures);
  }
  return mark(latlng, node, [width, height], label, act);
}

// Few marks in view are tab stops; many are not, and the map says so.
export function setTabStops(map, live, help) {
  const bounds = live.getBoundingClientRect();
  const nodes = [...live.querySelectorAll(".map__mark-node")];
  const inView = new Set(nodes.filter((node) => touches(node.getBoundingClientRect(), bounds)));
  for (const node of nodes) {
    if (inView.size <= FEW && inView.has(node)) node.removeAttribute("tabindex");
    else node.tabIndex = -1;
  }
  help.textContent = inView.size > FEW ? TOO_MANY : "";
}

function touches(box, frame) {
  return (
    box.right > frame.left && box.left < frame.right && box.bottom > frame.top && box.top < frame.bottom
  );
}

function element(name, className) {
  const node = document.createElement(name);
  node.className = `map__mark-node ${className}`;
  if (name === "button") node.type = "button";
  return node;
}

function mark(latlng, node, size, label, act) {
  node.setAttribute("aria-label", label);
  node.title = label;
  const icon = L.divIcon({ html: node, className: "map__mark", iconSize: size });
  const marker = L.marker(latlng, { icon, interactive: false, keyboard: false });
  node.addEventListener("focus", () => {
    // Not for a finger or the mouse: what is pressed must not move away.
    if (!node.matches(":focus-visible")) return;
    marker._map.panInside(latlng, { ...roomForMark(marker._map), animate: false });
  });
  node.addEventListener("click", (event) => {
    // The end of a drag that began here is no click; a key press has no `detail`.
    const { dragging } = marker._map;
    event.stopPropagation();
    if (event.detail && dragging.enabled() && dragging.moved()) event.preventDefault();
    else if (act) act(node);
  });
  return marker;
}
