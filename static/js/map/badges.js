// Badges: how many projects serve the whole of an area without a pin of their own.
import { badgeMark, inWords } from "./marks.js";
import { NEAR, STEPS, findRoom } from "./room.js";
import { TEXT_SCALE } from "./text_size.js";

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
    // Areas with a badge of their own, and what councils close together share.
    this.badges = [];
    this.query = null;
    this.layer = L.layerGroup().addTo(map);
    // Which councils are close together, the server says for each zoom.
    map.on("zoomend", () => {
      if (this.query !== null && this._zoom() !== this.zoom) this.load(this.query);
    });
  }

  // Fetch those of a query; returns the bounds that suit it, or null.
  async load(query) {
    const zoom = this._zoom();
    Object.assign(this, { query, zoom });
    const isAsked = () => query === this.query && zoom === this.zoom;
    const asked = new URLSearchParams(query);
    asked.set("zoom", zoom);
    try {
      const response = await fetch(`${this.settings.areas}?${asked}`);
      if (!response.ok) throw new Error(`The badges answered ${response.status}.`);
      const { areas, shared, bounds } = await response.json();
      if (isAsked()) {
        this.badges = [...areas, ...shared];
        this.drawn = null;
        this.fire("loaded");
      }
      return query === this.query ? bounds : null;
    } catch {
      if (isAsked()) this.message.failed();
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
    for (const each of this.badges) this._draw(each, zoom, marks);
    const again = [...this.map.getContainer().querySelectorAll(".map__tag")];
    again.find((node) => node.getAttribute("aria-label") === focused)?.focus({ preventScroll: true });
    return this.boxes;
  }

  _draw(each, zoom, marks) {
    const middle = L.latLng(each.lat, each.lng);
    const badge = each.areas ? this._several(each, middle) : this._one(each, zoom);
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
      number: inWords(count),
      label: `${projects(count)} across ${name}`,
      href: `${this.settings.list}?${query}`,
    };
  }

  _several({ areas, count }, middle) {
    const label = `${projects(count)} across ${areas.length} councils: zoom in`;
    const act = () => this.map.setView(middle, Math.min(this.map.getZoom() + 2, this.map.getMaxZoom()));
    return { name: "", number: inWords(count), label, act };
  }

  // The whole zoom nearest to the one in view.
  _zoom() {
    return Math.round(this.map.getZoom());
  }

  _point(latlng, zoom) {
    const { x, y } = this.map.project(latlng, zoom);
    return { x, y };
  }
}

function projects(count) {
  return count === 1 ? "1 project" : `${inWords(count)} projects`;
}
