// The bundled basemap: coastline and place names. It asks nobody but this site.
import { findRoom, overlap } from "./room.js";
import { TEXT_SCALE } from "./text_size.js";

const LETTER = 6.6 * TEXT_SCALE;
const LINE = 16 * TEXT_SCALE;
// How far above or below its dot a name may stand, in pixels.
const NEAR = 11 * TEXT_SCALE;
const FAR = 26 * TEXT_SCALE;

export class Basemap extends L.Evented {
  constructor(map, settings, message) {
    super();
    this.map = map;
    this.isShown = true;
    this.labels = [];
    map.createPane("coastline").classList.add("map__coastline");
    map.createPane("names").classList.add("map__names");
    map.getPane("coastline").style.zIndex = 210;
    map.getPane("names").style.zIndex = 450;
    this.names = L.layerGroup().addTo(map);
    const failed = () => message.failed();
    // Resolves once the names are there, or will not come.
    this.hasNames = this._loadNames(settings.labels).catch(failed);
    this._loadCoastline(settings.coastline).catch(failed);
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

  async _loadCoastline(address) {
    L.geoJSON(await json(address), {
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

async function json(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  return response.json();
}
