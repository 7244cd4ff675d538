// The pins of a query: clusters and markers, tile by tile as the server gives them.
import { clusterMark, markerMark, radiusOf } from "./marks.js";

const MARKER_SIZE = 22;

export const Pins = L.GridLayer.extend({
  initialize(map, settings, { popups, nearby, message, shapes }) {
    L.GridLayer.prototype.initialize.call(this, {
      bounds: L.latLngBounds(
        [settings.reach[0], settings.reach[1]],
        [settings.reach[2], settings.reach[3]],
      ),
      maxZoom: map.getMaxZoom(),
      noWrap: true,
      updateWhenZooming: false,
    });
    Object.assign(this, { map, settings, popups, nearby, message, shapes });
    this.groups = new Map();
    this.query = "";
    this.on("tileunload", ({ coords }) => this._forget(keyOf(coords)));
    this.on("load", this._reveal, this);
  },

  // Show what this query finds.
  load(query) {
    this.query = query;
    this.hasCome = false;
    for (const key of [...this.groups.keys()]) this._forget(key);
    // Not redraw(): at half zooms Leaflet 1.9 then asks for tiles of half zooms.
    this.remove();
    this.addTo(this.map);
  },

  // Whether all that is in view has come: until then nothing is said of its number.
  isComplete() {
    return this.hasCome && !this.isLoading();
  },

  createTile(coords, done) {
    const tile = document.createElement("div");
    const key = keyOf(coords);
    const entry = { zoom: coords.z, marks: [], layer: L.layerGroup(), stop: new AbortController() };
    this._forget(key);
    this.groups.set(key, entry);
    this._fill(entry, coords).then(
      () => done(null, tile),
      (error) => {
        if (error.name !== "AbortError") this.message.failed();
        done(error, tile);
      },
    );
    return tile;
  },

  // Rectangles, in pixels of the world at this zoom, of the marks that are on the map.
  boxes() {
    const zoom = this.map.getZoom();
    return this._marks().map(({ latlng, size }) => {
      const { x, y } = this.map.project(latlng, zoom);
      return { x, y, width: size, height: size };
    });
  },

  inView() {
    const bounds = this.map.getBounds();
    const shown = this._marks()
      .filter(({ latlng }) => bounds.contains(latlng))
      .reduce((sum, { count }) => sum + count, 0);
    const stated = document.querySelector("[data-locations]");
    const total = stated ? Number(stated.dataset.locations) : shown;
    return { shown, outside: total - shown };
  },

  _marks() {
    const zoom = this._tileZoom;
    return [...this.groups.values()].filter((each) => each.zoom === zoom).flatMap((each) => each.marks);
  },

  async _fill(entry, coords) {
    const address = L.Util.template(this.settings.tiles, coords);
    const response = await fetch(this.query ? `${address}?${this.query}` : address, {
      signal: entry.stop.signal,
    });
    if (!response.ok) throw new Error(`The tile answered ${response.status}.`);
    const { clusters, markers } = await response.json();
    entry.marks = [...clusters.map((each) => this._cluster(each)), ...markers.map((each) => this._marker(each))];
    for (const { layer } of entry.marks) entry.layer.addLayer(layer);
  },

  // Marks of the zoom before stay until all those of this one are there, so nothing flickers.
  _reveal() {
    const zoom = this._tileZoom;
    for (const [key, entry] of this.groups) {
      if (entry.zoom === zoom) entry.layer.addTo(this.map);
      else this._forget(key);
    }
    this.hasCome = true;
    this.fire("arranged");
  },

  _forget(key) {
    const entry = this.groups.get(key);
    if (!entry) return;
    entry.stop.abort();
    entry.layer.remove();
    this.groups.delete(key);
  },

  _cluster({ lat, lng, count, bounds: [south, west, north, east], members }) {
    const latlng = L.latLng(lat, lng);
    const near = this.nearby.nameOf(latlng);
    const action = members ? "show them" : "zoom in";
    const layer = clusterMark(latlng, count, `${count} places near ${near}: ${action}`, (opener) => {
      if (members) this.popups.openList(latlng, members, opener);
      else this.map.fitBounds([[south, west], [north, east]]);
    });
    return { layer, latlng, count, size: 2 * radiusOf(count) };
  },

  _marker(place) {
    const latlng = L.latLng(place.lat, place.lng);
    const status = this.settings.statuses[place.status].toLowerCase();
    const label = `${place.name} (${status}), near ${this.nearby.nameOf(latlng)}`;
    const layer = markerMark(latlng, this.shapes[place.status], label, (opener) => {
      this.popups.openOne(latlng, place, opener);
    });
    return { layer, latlng, count: 1, size: MARKER_SIZE };
  },
});

function keyOf({ x, y, z }) {
  return `${z}/${x}/${y}`;
}
