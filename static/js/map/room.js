// Room on a crowded map; projects/map/room.py does the same for the server's drawing.
// A box is {x, y, width, height} round its middle, in pixels.

export const STEPS = [];
for (let across = -84; across <= 84; across += 14) {
  for (let down = -56; down <= 56; down += 14) {
    if (Math.abs(across) + Math.abs(down) <= 112) STEPS.push([across, down]);
  }
}
STEPS.sort((a, b) => a[0] ** 2 + a[1] ** 2 - (b[0] ** 2 + b[1] ** 2) || a[0] - b[0] || a[1] - b[1]);

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
