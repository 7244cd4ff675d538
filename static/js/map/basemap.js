// The bundled basemap: coastline and place names. It asks nobody but this site.
import { findRoom, overlap } from "./room.js";
import { TEXT_SCALE } from "./text_size.js";

const LETTER = 6.6 * TEXT_SCALE;
const LINE = 16 * TEXT_SCALE;
// How far above or below its dot a name may stand, in pixels.
const NEAR = 11 * TEXT_SCALE;
const FAR = 26 * TEXT_SCALE;
// Down to this zoom the outline of the server's drawing is fine enough; closer up comes a finer one.
const OUTLINE_ENOUGH = 7;
// The part of the world in the outline, in its units: as many as the world has pixels at this zoom;
// as in static/map/outline.svg.
const OUTLINE = { left: 7700, top: 4700, width: 700, height: 1000, zoom: 6 };

export class Basemap extends L.Evented {
  constructor(map, settings, message) {
    super();
    Object.assign(this, { map, settings, message });
    this.isShown = true;
    this.labels = [];
    map.createPane("coastline").classList.add("map__coastline");
    map.createPane("names").classList.add("map__names");
    map.getPane("coastline").style.zIndex = 210;
    map.getPane("names").style.zIndex = 450;
    this.names = L.layerGroup().addTo(map);
    this.outline = outlineLayer(settings.outline);
    map.on("zoomend", () => this._sharpen());
    // Resolves once the names are there, or will not come.
    this.hasNames = this._loadNames(settings.labels).catch(() => message.failed());
  }

  show(isShown) {
    this.isShown = isShown;
    for (const name of ["coastline", "names"]) this.map.getPane(name).hidden = !isShown;
  }

  // Put names wherever there is room beside the marks.
  arrange(boxes) {
    const zoom = this.map.getZoom();
    const drawn = JSON.stringify([zoom, boxes.map(({ x, y }) => [Math.round(x), Math.round(y)])]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.names.clearLayers();
    const taken = [...boxes];
    for (const label of this.labels.filter((each) => each.zoom <= zoom)) {
      const { x, y } = this.map.project([label.latitude, label.longitude], zoom);
      const wanted = { x, y, width: label.name.length * LETTER, height: LINE };
      const aside = wanted.width / 2 + 8;
      const steps = [[0, NEAR], [0, -NEAR], [aside, 0], [-aside, 0], [0, FAR], [0, -FAR]];
      const box = findRoom(wanted, steps, taken);
      if (!box) continue;
      const dot = { x, y, width: 4, height: 4 };
      if (!taken.some((other) => overlap(dot, other))) this._put(dot, "map__dot", "", zoom);
      taken.push(box);
      this._put(box, "map__name", label.name, zoom);
    }
  }

  _put({ x, y, width, height }, className, text, zoom) {
    const node = document.createElement("span");
    node.className = className;
    node.textContent = text;
    node.setAttribute("aria-hidden", "true");
    const icon = L.divIcon({ html: node, className: "map__mark", iconSize: [width, height] });
    const latlng = this.map.unproject([x, y], zoom);
    const options = { icon, interactive: false, keyboard: false, pane: "names" };
    this.names.addLayer(L.marker(latlng, options));
  }

  async _loadNames(address) {
    this.labels.push(...(await json(address)));
    this.fire("loaded");
  }

  // Close up, put the coastline in the place of the outline, which has few points.
  _sharpen() {
    if (this.isSharp) return;
    if (this.map.getZoom() <= OUTLINE_ENOUGH) {
      this.outline.addTo(this.map);
      return;
    }
    this.isSharp = true;
    this._loadCoastline(this.settings.coastline).catch(() => {
      this.isSharp = false;
      this.message.failed();
    });
  }

  async _loadCoastline(address) {
    const coastline = await json(address);
    this.outline.remove();
    L.geoJSON(coastline, {
      pane: "coastline",
      interactive: false,
      smoothFactor: 0.6,
      renderer: L.svg({ pane: "coastline", padding: 0.5 }),
      style: ({ properties }) => ({
        className: properties.name === "United Kingdom" ? "map__land" : "map__neighbours",
      }),
    }).addTo(this.map);
  }
}

function outlineLayer(address) {
  const { left, top, width, height, zoom } = OUTLINE;
  const svg = L.SVG.create("svg");
  svg.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
  svg.setAttribute("aria-hidden", "true");
  for (const [name, id] of [["neighbours", "neighbours"], ["land", "uk"]]) {
    const use = L.SVG.create("use");
    use.setAttribute("class", `map__${name}`);
    use.setAttribute("href", `${address}#${id}`);
    svg.append(use);
  }
  const corner = (x, y) => L.CRS.EPSG3857.pointToLatLng(L.point(x, y), zoom);
  const bounds = L.latLngBounds(corner(left, top), corner(left + width, top + height));
  return L.svgOverlay(svg, bounds, { pane: "coastline", className: "map__outline" });
}

async function json(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  return response.json();
}
