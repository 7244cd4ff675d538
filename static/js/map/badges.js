// Badges: how many projects serve the whole of an area without a pin of their own.
import { badgeMark } from "./marks.js";
import { NEAR, STEPS, findRoom } from "./room.js";
import { TEXT_SCALE } from "./text_size.js";

// As projects/map/badges.py: pixels of the square in which councils share a badge.
const SQUARE = 64;
// From these zooms on councils are named where there is room, and always; as projects/map/marks.py.
const COUNCILS_NAMED_IF_ROOM = 7;
const COUNCILS_NAMED = 9;
const HEIGHT = 24 * TEXT_SCALE;
const LETTER = 6.1 * TEXT_SCALE;
const ENDS = 14 * TEXT_SCALE;

export class Badges extends L.Evented {
  constructor(map, settings, message) {
    super();
    Object.assign(this, { map, settings, message });
    this.areas = [];
    this.together = [];
    this.query = "";
    this.layer = L.layerGroup().addTo(map);
  }

  // Fetch those of a query; returns the bounds that suit it, or null.
  async load(query) {
    this.query = query;
    try {
      const response = await fetch(query ? `${this.settings.areas}?${query}` : this.settings.areas);
      if (!response.ok) throw new Error(`The badges answered ${response.status}.`);
      const { areas, together, bounds } = await response.json();
      if (query !== this.query) return null;
      this.areas = areas;
      this.together = together;
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
    const taken = [...marks, ...this.boxes];
    let wanted = this._box(middle, zoom, badge);
    if (badge.mayBeNameless && !findRoom(wanted, NEAR, taken)) {
      badge.name = "";
      wanted = this._box(middle, zoom, badge);
    }
    const box = findRoom(wanted, STEPS, taken) ?? wanted;
    this.boxes.push(box);
    this.layer.addLayer(badgeMark(this.map.unproject([box.x, box.y], zoom), { ...badge, ...box }));
  }

  _box(middle, zoom, { name, number }) {
    const text = `${name} ${number}`.trim();
    const width = Math.max(text.length * LETTER + ENDS, HEIGHT);
    return { ...this._point(middle, zoom), width, height: HEIGHT };
  }

  _one({ name, slug, kind, count }, zoom) {
    const query = new URLSearchParams(this.query);
    query.set("area", slug);
    const isCouncil = kind === "council";
    return {
      name: isCouncil && zoom < COUNCILS_NAMED_IF_ROOM ? "" : name,
      mayBeNameless: isCouncil && zoom < COUNCILS_NAMED,
      number: String(count),
      label: `${projects(count)} across ${name}`,
      href: `${this.settings.list}?${query}`,
    };
  }

  _several(areas, middle) {
    const count = this._countDifferent(areas);
    const label = `${projects(count)} across ${areas.length} councils: zoom in`;
    const act = () => this.map.setView(middle, Math.min(this.map.getZoom() + 2, this.map.getMaxZoom()));
    return { name: "", number: String(count), label, act };
  }

  // One project may serve several of the areas: what is counted again is taken off.
  _countDifferent(areas) {
    const here = new Set(areas.map(({ slug }) => slug));
    let sum = areas.reduce((all, { count }) => all + count, 0);
    for (const { areas: slugs, count } of this.together) {
      const both = slugs.filter((slug) => here.has(slug)).length;
      sum -= count * Math.max(0, both - 1);
    }
    return sum;
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

function projects(count) {
  return count === 1 ? "1 project" : `${count} projects`;
}

function mean(areas, name) {
  return areas.reduce((sum, area) => sum + area[name], 0) / areas.length;
}
