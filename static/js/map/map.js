// The map of a query: takes the place of the server's drawing and stays in step with the page.
import { Address, currentQuery } from "./address.js";
import { Badges } from "./badges.js";
import { Basemap } from "./basemap.js";
import { FIT } from "./edges.js";
import { Message } from "./message.js";
import { Nearby } from "./nearby.js";
import { Pins } from "./pins.js";
import { Popups } from "./popups.js";
import { keepWholeOnPaper } from "./paper.js";
import { SearchArea } from "./search_area.js";
import { Streets } from "./streets.js";
import { tameGestures } from "./gestures.js";
import { setTabStops, shapesFrom } from "./marks.js";

// Closer up, the bundled coastline has nothing to show; as in projects/map/viewpoint.py.
const DEEPEST_FIT = 10;

function start(figure) {
  const settings = JSON.parse(document.getElementById("map-settings").textContent);
  const leaflet = JSON.parse(figure.dataset.leaflet);
  const live = figure.querySelector(".map__live");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  live.hidden = false;
  figure.classList.add("map--live");

  const map = L.map(live, {
    minZoom: leaflet.MIN_ZOOM,
    maxZoom: leaflet.MAX_ZOOM,
    // Room to move a popup of Shetland or Scilly clear of the edges.
    maxBounds: corners(settings.reach).pad(0.4),
    zoomControl: false,
    attributionControl: false,
    scrollWheelZoom: false,
    // Zooms in between let the whole UK fill the frame.
    zoomSnap: 0.25,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    markerZoomAnimation: !calm,
    inertia: !calm,
  });
  live.setAttribute("role", "region");
  live.setAttribute("aria-label", "Map: arrow keys move it, plus and minus zoom");
  L.control.attribution({ position: "bottomright", prefix: leaflet.ATTRIBUTION_PREFIX }).addTo(map);
  L.control.zoom({ zoomInTitle: "Zoom in", zoomOutTitle: "Zoom out" }).addTo(map);

  const help = figure.querySelector("[data-map-help]");
  live.setAttribute("aria-describedby", help.id);

  const address = new Address(map, settings.page, corners(settings.reach));
  const message = new Message(live);
  const basemap = new Basemap(map, settings, message);
  // In a frame on somebody else's page: no images from a third party, no query but that of its owner.
  const streets = settings.isFramed
    ? null
    : new Streets(map, settings, (shown) => basemap.show(!shown));
  const nearby = new Nearby(basemap.labels);
  const popups = new Popups(map, settings, shapesFrom(figure));
  const pins = new Pins(map, settings, { popups, nearby, message, shapes: shapesFrom(figure) });
  const badges = new Badges(map, settings, message);
  const searchArea = settings.isFramed ? null : new SearchArea(map, settings);
  tameGestures(map, live);
  keepWholeOnPaper(map, live);

  const look = (bounds) =>
    address.quietly(() => {
      map.fitBounds(corners(bounds), { maxZoom: DEEPEST_FIT, ...FIT, animate: false });
    });
  const arrange = () => {
    const marks = pins.boxes();
    basemap.arrange([...marks, ...badges.arrange(marks)]);
    if (pins.isComplete()) count(figure, pins.inView());
    setTabStops(map, live, help);
  };

  let query = currentQuery(figure);
  const read = async () => {
    // The words for a mark name the place nearest to it.
    await basemap.hasNames;
    searchArea?.read(query);
    pins.load(query);
    return badges.load(query);
  };

  const given = address.given();
  if (given) address.quietly(() => map.setView(given.center, given.zoom, { animate: false }));
  else look(settings.bounds);
  pins.on("arranged", arrange);
  badges.on("loaded", arrange);
  basemap.on("loaded", arrange);
  map.on("moveend", () => {
    arrange();
    address.write();
    searchArea?.offer(address.isMoved);
  });
  message.onRetry(read);
  read();
  streets?.restore();

  figure.querySelector("[data-map-whole]").addEventListener("click", (event) => {
    event.preventDefault();
    map.fitBounds(corners(settings.uk), { ...FIT, animate: !calm });
    live.focus({ preventScroll: true });
  });

  // The list and its filters have changed: show what they now find.
  document.body.addEventListener("htmx:afterSettle", async () => {
    const next = currentQuery(figure);
    if (next === query) return;
    query = next;
    popups.close();
    searchArea?.offer(false);
    const bounds = await read();
    if (bounds && next === query && !searchArea?.isOwn(query)) look(bounds);
    else address.write();
  });
}

function corners([south, west, north, east]) {
  return L.latLngBounds([south, west], [north, east]);
}

function count(figure, { shown, outside }) {
  const places = shown === 1 ? "1 place" : `${shown.toLocaleString("en-GB")} places`;
  const here = shown ? `${places} on this part of the map` : "No pins on this part of the map";
  const rest = outside > 0 ? `, ${outside.toLocaleString("en-GB")} outside it` : "";
  figure.querySelector("[data-map-count]").textContent = `${here}${rest}.`;
  figure.dataset.shown = shown;
}

start(document.querySelector("[data-map]"));
