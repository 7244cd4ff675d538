// The street map. Its images come from elsewhere, so it is off until somebody turns it on.
import { addInMiddle } from "./edges.js";

const REMEMBERED = "map.streets";
// The coastline says nothing about streets: from this zoom on, offer them.
const TOO_COARSE = 11;

export class Streets {
  constructor(map, settings, onChange) {
    Object.assign(this, { map, settings, onChange });
    this.host = new URL(settings.streets.replaceAll(/[{}]/g, ""), window.location).host;
    this.layer = L.tileLayer(settings.streets, {
      attribution: settings.streetsCredit,
      maxZoom: map.getMaxZoom(),
      maxNativeZoom: 19,
      // OpenStreetMap refuses to serve pages that do not say where they are from.
      referrerPolicy: "strict-origin",
      zIndex: 1,
    });
    this._addControl();
    this._addPrompt();
    map.on("zoomend", () => this._refresh());
  }

  restore() {
    const chosen = recall();
    if (chosen === "on" || (chosen === null && this.settings.streetsDefault)) this.turn(true);
    this._refresh();
  }

  turn(isOn) {
    if (isOn) this.layer.addTo(this.map);
    else this.layer.remove();
    // Images of streets are sharp at whole zooms only.
    this.map.options.zoomSnap = isOn ? 1 : 0.25;
    if (isOn) this.map.setZoom(Math.round(this.map.getZoom()));
    this.onChange(isOn);
    this._refresh();
  }

  choose(isOn) {
    remember(isOn ? "on" : "off");
    this.turn(isOn);
  }

  get isOn() {
    return this.map.hasLayer(this.layer);
  }

  _addControl() {
    const control = L.control({ position: "topright" });
    control.onAdd = () => {
      this.button = button("map__control", "Street map");
      this.button.title = `Images from ${this.host}`;
      this.button.addEventListener("click", () => this.choose(!this.isOn));
      L.DomEvent.disableClickPropagation(this.button);
      return this.button;
    };
    control.addTo(this.map);
  }

  _addPrompt() {
    this.prompt = document.createElement("p");
    this.prompt.className = "map__note";
    const offer = button("map__link", "Show the street map");
    offer.addEventListener("click", () => {
      this.choose(true);
      this.map.getContainer().focus({ preventScroll: true });
    });
    this.prompt.append("This map has no streets. ", offer, ` (images from ${this.host})`);
    addInMiddle(this.map, this.prompt, "above");
  }

  _refresh() {
    this.button.setAttribute("aria-pressed", String(this.isOn));
    this.prompt.hidden = this.isOn || this.map.getZoom() < TOO_COARSE;
  }
}

function button(className, text) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = text;
  return made;
}

// Storage may be forbidden; then the choice lasts as long as the page.
function recall() {
  try {
    return window.localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

function remember(value) {
  try {
    window.localStorage.setItem(REMEMBERED, value);
  } catch {
    // It is asked again next time.
  }
}
