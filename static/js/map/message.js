// A quiet word where something could not be loaded, with a way to try again.
export class Message {
  constructor(live) {
    this.box = document.createElement("p");
    this.box.className = "map__message";
    this.box.setAttribute("role", "status");
    this.again = document.createElement("button");
    this.again.type = "button";
    this.again.className = "map__link";
    this.again.textContent = "Try again";
    this.again.addEventListener("click", () => {
      this.box.replaceChildren();
      live.focus({ preventScroll: true });
      this.retry();
    });
    L.DomEvent.disableClickPropagation(this.box);
    live.append(this.box);
  }

  onRetry(retry) {
    this.retry = retry;
  }

  failed() {
    this.box.replaceChildren("Some of the map could not be loaded. ", this.again);
  }
}
