// What the address says: the query, and the part of the map in view (at=zoom/latitude/longitude).

// The query as the server understood it: where something was left out, the tiles leave it out too.
export function currentQuery(figure) {
  const stated = document.querySelector("[data-total][data-query]");
  return (stated ?? figure).dataset.query;
}

export class Address {
  // reach: the LatLngBounds that a view from the address has its middle in.
  constructor(map, page, reach) {
    Object.assign(this, { map, reach });
    this.isOnPage = window.location.pathname === page;
    this.isQuiet = false;
    this.isMoved = false;
  }

  // Change the view without writing it down: what suits the query needs no `at`.
  quietly(change) {
    this.isQuiet = true;
    change();
    this.isQuiet = false;
    this.isMoved = false;
    this.written = this.view();
  }

  given() {
    const text = this.isOnPage ? new URLSearchParams(window.location.search).get("at") : null;
    const parts = /^(\d{1,2}(?:\.(?:25|5|75))?)\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/.exec(text ?? "");
    if (!parts) return null;
    const [zoom, latitude, longitude] = parts.slice(1).map(Number);
    const { minZoom, maxZoom } = this.map.options;
    const isWithinReach = this.reach.contains([latitude, longitude]);
    return isWithinReach && zoom >= minZoom && zoom <= maxZoom
      ? { center: [latitude, longitude], zoom }
      : null;
  }

  view() {
    const { lat, lng } = this.map.getCenter();
    return `${this.map.getZoom()}/${lat.toFixed(5)}/${lng.toFixed(5)}`;
  }

  write() {
    const view = this.view();
    if (this.isQuiet || view === this.written) return;
    this.written = view;
    this.isMoved = true;
    if (!this.isOnPage) return;
    const address = new URL(window.location.href);
    address.searchParams.delete("at");
    const query = [address.searchParams.toString(), `at=${view}`].filter(Boolean).join("&");
    address.search = query;
    window.history.replaceState(window.history.state, "", address);
  }
}
