// "Search this area": makes the part of the map in view a filter, so that list and counts follow.
import { addInMiddle } from "./edges.js";

export class SearchArea {
  constructor(map, settings) {
    Object.assign(this, { map, settings });
    this.box = null;
    this.button = controlNode("button", "map__control--search", "Search this area");
    this.button.type = "button";
    this.button.addEventListener("click", () => this.search());
    this.link = controlNode("a", "map__control--clear", "Clear area");
    this.link.addEventListener("click", (event) => this.clear(event));
    const both = document.createElement("div");
    both.append(this.button, this.link);
    addInMiddle(map, both, "below");
  }

  offer(isWanted) {
    this.button.hidden = !isWanted;
  }

  // A part of the map that is a filter can be given up where it was set.
  read(query) {
    const rest = new URLSearchParams(query);
    this.link.hidden = !rest.has("bbox");
    rest.delete("bbox");
    this.link.href = `${this.settings.page}?${rest}`;
  }

  // Whether this query is about the very part of the map that was searched last.
  isOwn(query) {
    return this.box !== null && new URLSearchParams(query).get("bbox") === this.box;
  }

  search() {
    const bounds = this.map.getBounds();
    const edges = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    this.box = edges.map((edge) => edge.toFixed(4)).join(",");
    const form = document.getElementById("query");
    if (!form) {
      window.location.assign(`${this.settings.page}?bbox=${this.box}`);
      return;
    }
    let field = form.querySelector("input[name=bbox]");
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = "bbox";
      // Inside what the answer replaces, so that it goes when the filter is removed.
      (form.querySelector("#facets") ?? form).prepend(field);
    }
    field.value = this.box;
    this.map.getContainer().focus({ preventScroll: true });
    form.requestSubmit();
  }

  clear(event) {
    const field = document.getElementById("query")?.querySelector("input[name=bbox]");
    if (!field) return;
    event.preventDefault();
    field.remove();
    this.map.getContainer().focus({ preventScroll: true });
    document.getElementById("query").requestSubmit();
  }
}

function controlNode(name, className, text) {
  const made = document.createElement(name);
  made.className = `map__control ${className}`;
  made.textContent = text;
  made.hidden = true;
  return made;
}
