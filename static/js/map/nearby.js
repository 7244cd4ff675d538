// The name of the place closest to a point, for the words that stand for a mark.
export class Nearby {
  // labels: a list that may still be filled.
  constructor(labels) {
    this.labels = labels;
  }

  nameOf({ lat, lng }) {
    const shrink = Math.cos((lat * Math.PI) / 180);
    let best = { name: "here", distance: Infinity };
    for (const { name, latitude, longitude } of this.labels) {
      const distance = (latitude - lat) ** 2 + ((longitude - lng) * shrink) ** 2;
      if (distance < best.distance) best = { name, distance };
    }
    return best.name;
  }
}
