// Room on a crowded map; projects/map/room.py does the same for the server's drawing.
// A box is {x, y, width, height} round its middle, in pixels.
import { TEXT_SCALE } from "./text_size.js";

const STEP = 14 * TEXT_SCALE;

export const STEPS = [];
for (let across = -6; across <= 6; across++) {
  for (let down = -4; down <= 4; down++) {
    if (Math.abs(across) + Math.abs(down) <= 8) STEPS.push([across * STEP, down * STEP]);
  }
}
STEPS.sort((a, b) => a[0] ** 2 + a[1] ** 2 - (b[0] ** 2 + b[1] ** 2) || a[0] - b[0] || a[1] - b[1]);
// Steps after which a name still belongs to its place.
export const NEAR = STEPS.filter((step) => Math.max(...step.map(Math.abs)) <= 2 * STEP);

export function overlap(one, other) {
  return (
    Math.abs(one.x - other.x) * 2 < one.width + other.width &&
    Math.abs(one.y - other.y) * 2 < one.height + other.height
  );
}

// The wanted box moved by the first step that keeps it clear of those taken; null where none does.
export function findRoom(wanted, steps, taken) {
  for (const [across, down] of steps) {
    const box = { ...wanted, x: wanted.x + across, y: wanted.y + down };
    if (!taken.some((other) => overlap(box, other))) return box;
  }
  return null;
}
