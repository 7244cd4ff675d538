// Popups, built from text: nothing that somebody wrote into an entry is ever read as HTML.
import { roomForPopup } from "./edges.js";

export class Popups {
  constructor(map, settings, shapes) {
    Object.assign(this, { map, settings, shapes });
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.popup?.isOpen()) {
        event.stopPropagation();
        this.close();
      }
    });
  }

  openOne(latlng, place, opener) {
    this._open(latlng, this._place(place), opener);
  }

  openList(latlng, places, opener) {
    const content = node("div");
    content.append(node("p", "map__popup-heading", `${places.length} places at one point`));
    const list = node("ul", "map__popup-list");
    for (const place of places) {
      const item = node("li");
      item.append(this._place(place, { brief: true }));
      list.append(item);
    }
    content.append(list);
    this._open(latlng, content, opener);
  }

  close() {
    this.popup?.close();
  }

  _open(latlng, content, opener) {
    this.close();
    const popup = L.popup({ offset: [0, -8], ...roomForPopup(this.map) });
    this.popup = popup;
    const live = this.map.getContainer();
    let isMoving = false;
    const moving = () => (isMoving = true);
    this.map.once("autopanstart", moving);
    popup.setLatLng(latlng).setContent(content).openOn(this.map);
    this.map.off("autopanstart", moving);
    // What lies over the map gives way to it.
    live.classList.add("map__live--popup");
    content.querySelector("a").focus({ preventScroll: true });
    // The page scrolls to it only once it stands still.
    const show = () => popup.getElement()?.scrollIntoView({ block: "nearest" });
    if (isMoving) this.map.once("moveend", show);
    else show();
    popup.once("remove", () => {
      if (this.popup === popup) live.classList.remove("map__live--popup");
      // Only give the focus back to where it came from, never take it from elsewhere.
      const lost = [document.body, null].includes(document.activeElement);
      const inPopup = content.contains(document.activeElement) || lost;
      if (inPopup) (opener.isConnected ? opener : live).focus({ preventScroll: true });
    });
  }

  _place({ slug, name, summary, status }, { brief = false } = {}) {
    const content = node("div", "map__popup-place");
    const link = node("a", "map__popup-name", name);
    link.href = this.settings.project.replace("SLUG", encodeURIComponent(slug));
    const line = node("p", "map__popup-status");
    line.append(this.shapes[status].cloneNode(true), ` ${this.settings.statuses[status]}`);
    content.append(link, line);
    if (!brief) content.append(node("p", "map__popup-summary", summary));
    return content;
  }
}

function node(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
