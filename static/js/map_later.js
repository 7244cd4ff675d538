// Fetches the live map once the page is on the screen: until then the server's drawing is the map.

// Milliseconds without a larger part of the page being painted, and those to wait for any.
const CALM = 150;
const LONGEST = 1000;
const LARGEST = "largest-contentful-paint";

// Resolves once the largest part of the page is seen.
async function painted() {
  // The page is read to its end: in this frame all of it is drawn.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  if (!PerformanceObserver.supportedEntryTypes.includes(LARGEST)) return;
  await new Promise((resolve) => {
    let timer = setTimeout(resolve, LONGEST);
    new PerformanceObserver((_, observer) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        observer.disconnect();
        resolve();
      }, CALM);
    }).observe({ type: LARGEST, buffered: true });
  });
}

// Fetched now, to be run when it is asked for.
function fetchEarly(module) {
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = module;
  document.head.append(link);
}

function run(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    document.head.append(script);
  });
}

const figure = document.querySelector("[data-map]");
if (figure) {
  const { leafletScript, mapScript } = figure.dataset;
  await painted();
  fetchEarly(mapScript);
  await run(leafletScript);
  await import(mapScript);
}
