// A map beside typed coordinates: moving the pin writes the inputs, typing moves the pin.
// Without this script, and for the keyboard, the inputs are all that is needed.
"use strict";

(() => {
  const settings = document.getElementById("pin-settings");
  if (!settings || typeof L === "undefined") return;

  const UK = [[49.8, -8.2], [60.9, 1.8]];
  const BOUNDS = { latitude: [49, 61.5], longitude: [-9.5, 2.5] };
  const icon = () => L.divIcon({ className: "pin-icon", iconSize: [28, 36], iconAnchor: [14, 34] });

  let basemap;
  const load = () => {
    basemap ??= Promise.all([settings.dataset.coastline, settings.dataset.labels].map(
      (address) => fetch(address).then((answer) => (answer.ok ? answer.json() : null)),
    )).catch(() => [null, null]);
    return basemap;
  };

  const start = (fieldset) => {
    const input = (axis) => fieldset.querySelector(`input[data-axis="${axis}"]`);
    const latitude = input("latitude");
    const longitude = input("longitude");
    if (!latitude || !longitude || fieldset.querySelector(".pin-map")) return;
    const named = (name) => fieldset.querySelector(`[name$="-${name}"]`);
    const panel = build(fieldset);
    const map = L.map(panel.map, {
      scrollWheelZoom: false, minZoom: 4, maxZoom: 18, attributionControl: true,
    });
    map.attributionControl.setPrefix("");
    map.fitBounds(UK);
    addLayers(map);
    const fixed = showFixed(fieldset, map);
    let marker = null;

    const typed = () => {
      const values = [latitude, longitude].map((field) => parseFloat(field.value));
      const inside = ["latitude", "longitude"].every((axis, index) =>
        values[index] >= BOUNDS[axis][0] && values[index] <= BOUNDS[axis][1]);
      return inside ? L.latLng(values) : null;
    };
    const show = (point, zoom) => {
      if (!marker) {
        marker = L.marker(point, { icon: icon(), draggable: true, keyboard: false, alt: "Pin" });
        marker.on("dragend", () => place(marker.getLatLng()));
        marker.addTo(map);
      }
      marker.setLatLng(point);
      if (zoom) map.setView(point, Math.max(map.getZoom(), zoom), { animate: false });
    };
    const write = (point) => {
      latitude.value = point.lat.toFixed(5);
      longitude.value = point.lng.toFixed(5);
      show(point);
      if (named("source")) named("source").value = "pin";
      if (named("precision")) named("precision").value = "exact";
    };
    const place = (point) => {
      write(point);
      propose(point);
    };
    const propose = async (point) => {
      if (!named("council")) return;
      const { lat, lng } = point;
      offer(await ask({ latitude: lat.toFixed(5), longitude: lng.toFixed(5) }));
    };
    const offer = (answer) => {
      panel.say(answer.message || "");
      const council = named("council");
      if (!answer.council || !council || council.value === String(answer.council.id)) return;
      const words = `Set council: ${answer.council.name} (nearest known place: ${answer.near})`;
      panel.button(words, () => {
        choose(council, answer.council);
        panel.say(`Council set to ${answer.council.name}.`);
      });
    };
    const onTyping = () => {
      const point = typed();
      if (point) {
        show(point, map.getBounds().contains(point) ? 0 : 9);
        propose(point);
      } else if (marker) {
        marker.remove();
        marker = null;
      }
    };
    const find = async () => {
      const text = panel.search.value.trim();
      if (!text) return;
      const answer = await ask({ q: text });
      if (answer.latitude !== undefined) {
        write(L.latLng(answer.latitude, answer.longitude));
        map.setView(marker.getLatLng(), 13, { animate: false });
        if (named("precision")) named("precision").value = /\d/.test(text) ? "postcode" : "town";
      }
      offer(answer);
    };

    latitude.addEventListener("change", onTyping);
    longitude.addEventListener("change", onTyping);
    map.on("click", (event) => place(event.latlng));
    panel.find.addEventListener("click", find);
    panel.search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // Enter here looks up, it does not save the entry
      find();
    });
    const first = typed();
    if (first) show(first, 9);
    if (fixed.length) {
      map.fitBounds(L.latLngBounds([...fixed, ...(first ? [first] : [])]).pad(0.7), { maxZoom: 11 });
    }
    new ResizeObserver(() => map.invalidateSize()).observe(panel.map);
  };

  // Pins that only show something: where it is now, where an address was found.
  const showFixed = (fieldset, map) => JSON.parse(fieldset.dataset.pins || "[]").map((pin) => {
    const letter = document.createElement("span");
    letter.textContent = pin.letter;
    const point = L.latLng(pin.latitude, pin.longitude);
    L.marker(point, {
      icon: L.divIcon({ className: "pin-fixed", html: letter, iconSize: [24, 24] }),
      interactive: true, keyboard: false, alt: pin.label, title: pin.label,
    }).addTo(map);
    return point;
  });

  const build = (fieldset) => {
    const make = (tag, className, text) => {
      const element = document.createElement(tag);
      element.className = className;
      if (text) element.textContent = text;
      return element;
    };
    const box = make("div", "pin-box");
    const row = make("div", "pin-find");
    const search = make("input", "vTextField");
    search.type = "text";
    search.setAttribute("aria-label", "Place or postcode to put the pin at");
    search.placeholder = "Place or postcode";
    const find = make("button", "button", "Find");
    find.type = "button";
    row.append(search, find);
    const area = make("div", "pin-map");
    area.setAttribute("role", "region");
    area.setAttribute("aria-label", "Map of the pin; the same can be typed as latitude and longitude");
    const words = make("div", "pin-words");
    words.setAttribute("role", "status");
    box.append(row, area, words);
    fieldset.append(box);
    return {
      map: area,
      search,
      find,
      say: (text) => words.replaceChildren(text),
      button: (text, act) => {
        const button = make("button", "button", text);
        button.type = "button";
        button.addEventListener("click", act);
        words.replaceChildren(button);
      },
    };
  };

  const addLayers = (map) => {
    const coast = L.layerGroup().addTo(map);
    load().then(([shapes, labels]) => {
      if (shapes) {
        L.geoJSON(shapes, { interactive: false, className: "pin-coast" }).addTo(coast);
      }
      addLabels(map, coast, labels);
    });
    if (!settings.dataset.streets) return;
    // Asked for only once somebody turns it on: until then no other site hears of this page.
    const streets = L.tileLayer(settings.dataset.streets, {
      attribution: settings.dataset.attribution, maxZoom: 19, referrerPolicy: "strict-origin",
    });
    L.control.layers(null, { "Street map (from another site)": streets }, { collapsed: false })
      .addTo(map);
  };

  const addLabels = (map, layer, labels) => {
    const point = (place) => [place.latitude, place.longitude];
    const shown = L.layerGroup().addTo(layer);
    const draw = () => {
      shown.clearLayers();
      const view = map.getBounds();
      (labels ?? []).filter((place) => place.zoom <= map.getZoom() && view.contains(point(place)))
        .slice(0, 40)
        .forEach((place) => {
          const label = document.createElement("span");
          label.textContent = place.name;
          L.marker(point(place), {
            icon: L.divIcon({ className: "pin-label", html: label, iconSize: null }),
            interactive: false, keyboard: false,
          }).addTo(shown);
        });
    };
    map.on("moveend", draw);
    draw();
  };

  const ask = async (query) => {
    try {
      const answer = await fetch(`${settings.dataset.locate}?${new URLSearchParams(query)}`);
      if (answer.ok) return await answer.json();
    } catch {
      // said below, whatever the reason
    }
    return { message: "The look-up did not answer. The typed coordinates are enough." };
  };

  const choose = (select, { id, name }) => {
    if (![...select.options].some((option) => option.value === String(id))) {
      select.add(new Option(name, id));
    }
    select.value = String(id);
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const startAll = (root) => {
    root.querySelectorAll("fieldset.pin-fields").forEach((fieldset) => {
      if (!fieldset.closest(".empty-form")) start(fieldset);
    });
  };
  startAll(document);
  document.addEventListener("formset:added", (event) => startAll(event.target));
})();
