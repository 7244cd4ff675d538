// The pins of a query: clusters and markers, fetched tile by tile.
import { PinMarks } from "./pin_marks.js";

export const Pins = L.GridLayer.extend({
  initialize(map, settings, { popups, nearby, message, shapes }) {
    L.GridLayer.prototype.initialize.call(this, {
      // Outside there is nothing to ask for.
      bounds: L.latLngBounds(
        [settings.pins[0], settings.pins[1]],
        [settings.pins[2], settings.pins[3]],
      ),
      maxZoom: map.getMaxZoom(),
      noWrap: true,
      updateWhenZooming: false,
    });
    Object.assign(this, { map, settings, message });
    this.marks = new PinMarks(map, settings, { popups, nearby, shapes });
    this.tiles = new Map();
    this.query = "";
    this.on("tileunload", ({ coords }) => this._forget(keyOf(coords)));
    this.on("load", this._reveal, this);
    // Zooms in between share tiles, yet other marks cover each other.
    map.on("moveend", () => {
      if (this.isComplete()) this._draw();
    });
  },

  // Show what this query finds.
  load(query) {
    this.query = query;
    this.hasCome = false;
    for (const key of [...this.tiles.keys()]) this._forget(key);
    this._draw();
    // Not redraw(): at zooms in between Leaflet 1.9 then asks for tiles of such zooms.
    this.remove();
    this.addTo(this.map);
    // Far out at sea there is no tile to wait for.
    if (!this.isLoading()) this._reveal();
  },

  // Whether all that is in view has come: until then nothing is said of its number.
  isComplete() {
    return this.hasCome && !this.isLoading();
  },

  createTile(coords, done) {
    const tile = document.createElement("div");
    const key = keyOf(coords);
    const entry = { zoom: coords.z, clusters: [], markers: [], stop: new AbortController() };
    this._forget(key);
    this.tiles.set(key, entry);
    this._fill(entry, coords).then(
      () => done(null, tile),
      (error) => {
        if (error.name !== "AbortError") this.message.failed();
        done(error, tile);
      },
    );
    return tile;
  },

  boxes() {
    return this.marks.boxes();
  },

  inView() {
    const shown = this.marks.countInView();
    const stated = document.querySelector("[data-locations]");
    const total = stated ? Number(stated.dataset.locations) : shown;
    return { shown, outside: total - shown };
  },

  async _fill(entry, coords) {
    const address = L.Util.template(this.settings.tiles, coords);
    const response = await fetch(this.query ? `${address}?${this.query}` : address, {
      signal: entry.stop.signal,
    });
    if (!response.ok) throw new Error(`The tile answered ${response.status}.`);
    Object.assign(entry, await response.json());
  },

  // Marks of the zoom before stay until all those of this one are there, so nothing flickers.
  _reveal() {
    for (const [key, { zoom }] of this.tiles) if (zoom !== this._tileZoom) this._forget(key);
    this._draw();
    this.hasCome = true;
    this.fire("arranged");
  },

  _draw() {
    const tiles = [...this.tiles.values()];
    this.marks.show({
      clusters: tiles.flatMap(({ clusters }) => clusters),
      markers: tiles.flatMap(({ markers }) => markers),
    });
  },

  _forget(key) {
    this.tiles.get(key)?.stop.abort();
    this.tiles.delete(key);
  },
});

function keyOf({ x, y, z }) {
  return `${z}/${x}/${y}`;
}
