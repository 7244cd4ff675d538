// Badges: how many projects serve the whole of an area without a pin of their own.
import { badgeMark } from "./marks.js";
import { STEPS, findRoom } from "./room.js";

// As projects/map/badges.py: pixels of the square in which councils share a badge.
const SQUARE = 64;
// Before this zoom there is no room for the names of councils; as projects/map/marks.py.
const COUNCILS_NAMED = 9;
const HEIGHT = 24;
const LETTER = 6.1;
const ENDS = 14;

export class Badges extends L.Evented {
  constructor(map, settings, message) {
    super();
    Object.assign(this, { map, settings, message });
    this.areas = [];
    this.query = "";
    this.layer = L.layerGroup().addTo(map);
  }

  // Fetch those of a query; returns the bounds that suit it, or null.
  async load(query) {
    this.query = query;
    try {
      const response = await fetch(query ? `${this.settings.areas}?${query}` : this.settings.areas);
      if (!response.ok) throw new Error(`The badges answered ${response.status}.`);
      const { areas, bounds } = await response.json();
      if (query !== this.query) return null;
      this.areas = areas;
      this.drawn = null;
      this.fire("loaded");
      return bounds;
    } catch {
      this.message.failed();
      return null;
    }
  }

  // Put them where they cover no mark and each other least; returns the room they take.
  arrange(marks) {
    const zoom = this.map.getZoom();
    const drawn = JSON.stringify([zoom, marks.map(({ x, y }) => [Math.round(x), Math.round(y)])]);
    if (drawn === this.drawn) return this.boxes;
    this.drawn = drawn;
    const focused = document.activeElement?.getAttribute("aria-label");
    this.layer.clearLayers();
    this.boxes = [];
    for (const areas of this._shared(zoom)) this._draw(areas, zoom, marks);
    const again = [...this.map.getContainer().querySelectorAll(".map__tag")];
    again.find((node) => node.getAttribute("aria-label") === focused)?.focus({ preventScroll: true });
    return this.boxes;
  }

  _draw(areas, zoom, marks) {
    const middle = L.latLng(mean(areas, "lat"), mean(areas, "lng"));
    const badge = areas.length > 1 ? this._several(areas, middle) : this._one(areas[0], zoom);
    const text = `${badge.name} ${badge.number}`.trim();
    badge.width = Math.max(text.length * LETTER + ENDS, HEIGHT);
    badge.height = HEIGHT;
    const wanted = { ...this._point(middle, zoom), width: badge.width, height: HEIGHT };
    const box = findRoom(wanted, STEPS, [...marks, ...this.boxes]) ?? wanted;
    this.boxes.push(box);
    this.layer.addLayer(badgeMark(this.map.unproject([box.x, box.y], zoom), badge));
  }

  _one({ name, slug, kind, count }, zoom) {
    const query = new URLSearchParams(this.query);
    query.set("area", slug);
    const projects = count === 1 ? "1 project" : `${count} projects`;
    const label = `${projects} across ${name}`;
    const shown = kind !== "council" || zoom >= COUNCILS_NAMED ? name : "";
    return { name: shown, number: String(count), label, href: `${this.settings.list}?${query}` };
  }

  _several(areas, middle) {
    const names = areas.map(({ name }) => name).join(", ");
    const label = `${areas.length} councils: ${names}. Zoom in`;
    const act = () => this.map.setView(middle, Math.min(this.map.getZoom() + 2, this.map.getMaxZoom()));
    return { name: "", number: String(areas.length), label, act };
  }

  // Councils close together share a badge; wider areas never do.
  _shared(zoom) {
    const groups = new Map();
    for (const area of this.areas) {
      const { x, y } = this._point(area, zoom);
      const square = `${Math.floor(x / SQUARE)}/${Math.floor(y / SQUARE)}`;
      const key = area.kind === "council" ? square : area.slug;
      groups.set(key, [...(groups.get(key) ?? []), area]);
    }
    return groups.values();
  }

  _point(latlng, zoom) {
    const { x, y } = this.map.project(latlng, zoom);
    return { x, y };
  }
}

function mean(areas, name) {
  return areas.reduce((sum, area) => sum + area[name], 0) / areas.length;
}
