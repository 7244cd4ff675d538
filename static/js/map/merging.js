// Marks that would cover each other, shown as one; projects/map/merging.py does the same for the
// server's drawing. What is counted stays what it was.
import { MARKER_SIZE, radiusOf } from "./marks.js";

// The clusters and markers of all tiles, with close ones made one: {lat, lng, count, bounds,
// members, place}; `place` is that of a marker, `members` are there where no zoom parts them.
// project: pixels at the zoom in view of {lat, lng}.
export function merged({ clusters, markers }, project, isLastZoom) {
  const waiting = [...clusters.map(fromCluster), ...markers.map(fromMarker)];
  for (const mark of waiting) mark.point = project(mark);
  // The first is taken last: the same order everywhere, the largest first.
  waiting.sort((a, b) => a.count - b.count || a.point.y - b.point.y || a.point.x - b.point.x);
  const kept = [];
  while (waiting.length) {
    const mark = waiting.pop();
    const index = kept.findIndex((other) => isClose(other, mark));
    if (index < 0) kept.push(mark);
    else waiting.push(joined(kept.splice(index, 1)[0], mark, project));
  }
  // What a closer look parts is not opened as a list.
  return kept.map((mark) => (mark.isJoined && !isLastZoom ? { ...mark, members: undefined } : mark));
}

function fromCluster(cluster) {
  return { ...cluster };
}

function fromMarker(place) {
  const { lat, lng } = place;
  return { lat, lng, count: 1, bounds: [lat, lng, lat, lng], members: [place], place };
}

function isClose(one, other) {
  const larger = Math.max(one.count, other.count);
  const smallest = MARKER_SIZE / 2;
  const room = smallest + (larger === 1 ? smallest : radiusOf(larger));
  return Math.hypot(one.point.x - other.point.x, one.point.y - other.point.y) < room;
}

function joined(one, other, project) {
  const count = one.count + other.count;
  const mean = (name) => (one[name] * one.count + other[name] * other.count) / count;
  const mark = {
    lat: mean("lat"),
    lng: mean("lng"),
    count,
    bounds: one.bounds.map((edge, index) => Math[index < 2 ? "min" : "max"](edge, other.bounds[index])),
    members: one.members && other.members ? [...one.members, ...other.members] : undefined,
    isJoined: true,
  };
  return { ...mark, point: project(mark) };
}
