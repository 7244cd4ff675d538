"""Random choices that are as uneven as real ones, and the same for the same seed."""

import random
from itertools import accumulate


class Skewed:
    """Values of which the first is drawn most often: each by 1/rank, as Zipf found for words."""

    def __init__(self, values, weights=None):
        self.values = list(values)
        weights = weights or [1 / rank for rank in range(1, len(self.values) + 1)]
        self._sums = list(accumulate(weights))

    def draw(self, rng: random.Random):
        """Return one of the values."""
        return rng.choices(self.values, cum_weights=self._sums)[0]

    def draw_some(self, rng: random.Random, number):
        """Return at most `number` values, none twice, in the order drawn."""
        return list(dict.fromkeys(rng.choices(self.values, cum_weights=self._sums, k=number)))
