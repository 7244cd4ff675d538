// How much larger than usual the reader has set text: what holds text on the map grows with it.
export const TEXT_SCALE = Math.max(
  1,
  parseFloat(getComputedStyle(document.documentElement).fontSize) / 16,
);
