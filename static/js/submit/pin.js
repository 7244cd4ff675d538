// A map beside the two numbers of a pin: a press on it writes them, typing them moves the pin.

const UK = [[49.8, -8.2], [60.9, 1.8]];
const LEAST = { latitude: 49, longitude: -9.5 };
const MOST = { latitude: 61.5, longitude: 2.5 };

/** Put the map into the fold of the pin once it is opened. */
export function showPin(form) {
  const fold = form?.querySelector("[data-pin]");
  if (!fold || typeof L === "undefined") return;
  let made = false;
  const make = () => {
    if (made || !fold.open) return;
    made = true;
    start(fold);
  };
  fold.addEventListener("toggle", make);
  make();
}

function start(fold) {
  const inputs = [...fold.querySelectorAll("[data-axis]")];
  const box = document.createElement("div");
  box.className = "pin-map";
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Map for the pin; the same can be typed as two numbers");
  const canvas = document.createElement("div"); // Leaflet's own styles set its height
  box.append(canvas);
  fold.append(box);
  const map = L.map(canvas, { scrollWheelZoom: false, minZoom: 4, maxZoom: 18 });
  map.attributionControl.setPrefix("").addAttribution("Natural Earth, GeoNames");
  map.fitBounds(UK);
  draw(map, fold.dataset);
  const icon = L.divIcon({ className: "pin-map__pin", iconSize: [28, 36], iconAnchor: [14, 34] });
  let marker = null;

  const show = (point) => {
    if (!marker) {
      marker = L.marker(point, { icon, draggable: true, keyboard: false, alt: "Pin" }).addTo(map);
      marker.on("dragend", () => write(marker.getLatLng()));
    }
    marker.setLatLng(point);
  };
  const isInTheUk = (point) =>
    inputs.every(
      ({ dataset }, at) => point[at] >= LEAST[dataset.axis] && point[at] <= MOST[dataset.axis],
    );
  const write = ({ lat, lng }) => {
    if (!isInTheUk([lat, lng])) return read();
    [inputs[0].value, inputs[1].value] = [lat.toFixed(5), lng.toFixed(5)];
    inputs[0].dispatchEvent(new Event("input", { bubbles: true }));
    return show([lat, lng]);
  };
  const read = () => {
    const point = inputs.map((input) => parseFloat(input.value));
    const isThere = isInTheUk(point);
    if (isThere) {
      show(point);
      if (!map.getBounds().contains(point)) map.setView(point, Math.max(map.getZoom(), 9));
    } else {
      marker?.remove();
      marker = null;
    }
    return isThere && point;
  };
  for (const input of inputs) input.addEventListener("change", read);
  map.on("click", (event) => write(event.latlng));
  const first = read();
  if (first) map.setView(first, 10);
  new ResizeObserver(() => map.invalidateSize()).observe(box);
}

async function draw(map, { coastline, labels }) {
  const load = async (address) => (await fetch(address)).json();
  try {
    const style = () => ({ className: "pin-map__coast" });
    L.geoJSON(await load(coastline), { interactive: false, style }).addTo(map);
    const names = await load(labels);
    const shown = L.layerGroup().addTo(map);
    const arrange = () => putNames(map, shown, names);
    map.on("moveend", arrange);
    arrange();
  } catch {
    // The numbers can be typed without any map.
  }
}

function putNames(map, shown, names) {
  shown.clearLayers();
  const view = map.getBounds();
  const there = names.filter(
    ({ zoom, latitude, longitude }) => zoom <= map.getZoom() && view.contains([latitude, longitude]),
  );
  for (const { name, latitude, longitude } of there.slice(0, 40)) {
    const html = document.createElement("span");
    html.textContent = name;
    const icon = L.divIcon({ className: "pin-map__name", html, iconSize: null });
    L.marker([latitude, longitude], { icon, interactive: false, keyboard: false }).addTo(shown);
  }
}
