// The marks of the pins on the map. Those that stay the same are left alone, and keep the focus.
import { MARKER_SIZE, clusterMark, inWords, markerMark, radiusOf } from "./marks.js";
import { merged } from "./merging.js";

export class PinMarks {
  constructor(map, settings, { popups, nearby, shapes }) {
    Object.assign(this, { map, settings, popups, nearby, shapes });
    this.layer = L.layerGroup().addTo(map);
    this.marks = new Map();
  }

  // Show clusters and markers as they fit the zoom in view.
  show(found) {
    const zoom = this.map.getZoom();
    const project = (point) => this.map.project(point, zoom);
    const next = merged(found, project, zoom >= this.map.getMaxZoom());
    const before = this.marks;
    this.marks = new Map();
    for (const each of next) {
      const key = keyOf(each);
      const mark = before.get(key) ?? this._make(each);
      before.delete(key);
      this.marks.set(key, mark);
      this.layer.addLayer(mark.layer);
    }
    for (const { layer } of before.values()) this.layer.removeLayer(layer);
  }

  // Rectangles, in pixels of the world at this zoom.
  boxes() {
    const zoom = this.map.getZoom();
    return [...this.marks.values()].map(({ latlng, size }) => {
      const { x, y } = this.map.project(latlng, zoom);
      return { x, y, width: size, height: size };
    });
  }

  // How many pins the marks in view stand for.
  countInView() {
    const bounds = this.map.getBounds();
    return [...this.marks.values()]
      .filter(({ latlng }) => bounds.contains(latlng))
      .reduce((sum, { count }) => sum + count, 0);
  }

  _make(each) {
    return each.place ? this._marker(each.place) : this._cluster(each);
  }

  _cluster({ lat, lng, count, bounds, members }) {
    const latlng = L.latLng(lat, lng);
    const near = this.nearby.nameOf(latlng);
    const action = members ? "show them" : "zoom in";
    const label = `${inWords(count)} places near ${near}: ${action}`;
    const layer = clusterMark(latlng, count, label, (opener) => {
      if (members) this.popups.openList(latlng, members, opener);
      else this._closer(bounds);
    });
    return { layer, latlng, count, size: 2 * radiusOf(count) };
  }

  // At least one zoom closer, or what is joined might stay so.
  _closer([south, west, north, east]) {
    const bounds = L.latLngBounds([south, west], [north, east]);
    const zoom = Math.max(this.map.getBoundsZoom(bounds), this.map.getZoom() + 1);
    const live = this.map.getContainer();
    // The mark that has the focus will be gone.
    if (live.contains(document.activeElement)) live.focus({ preventScroll: true });
    this.map.setView(bounds.getCenter(), Math.min(zoom, this.map.getMaxZoom()));
  }

  _marker(place) {
    const latlng = L.latLng(place.lat, place.lng);
    const status = this.settings.statuses[place.status].toLowerCase();
    const label = `${place.name} (${status}), near ${this.nearby.nameOf(latlng)}`;
    const layer = markerMark(latlng, this.shapes[place.status], label, (opener) => {
      this.popups.openOne(latlng, place, opener);
    });
    return { layer, latlng, count: 1, size: MARKER_SIZE };
  }
}

function keyOf({ lat, lng, count, bounds, members, place }) {
  return [lat, lng, count, ...bounds, Boolean(members), place?.slug].join("/");
}
