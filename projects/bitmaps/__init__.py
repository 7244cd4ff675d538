"""Counting a million entries exactly, while somebody waits.

For each value that people filter by (`audience:women`, `status:past`, `area:wales` …) a string of
bits is kept, in which each published project has a place: 1 where the project has the value. The
projects that have one of several values are then the OR of their strings, those that suit several
filters the AND, and how many they are is the number of ones. PostgreSQL counts those of a hundred
values among a million projects in some milliseconds, where joining and counting rows takes seconds.

Two kinds of things have bits (models.Bitmap):

* projects, for totals and for the numbers beside each filter. A project's place is its id. Besides
  the facets there are `published` (all), `pinned` (has a pin), and `pins:0`, `pins:1` …: the binary
  digits of how many pins it has, so that pins are counted without looking at any.
* pins, for the clusters of zoomed-out maps. A pin's place is a number within its cell of the map at
  zoom 9 (models.PinSlot), so a tile is a range of chunks. A pin has all values of its project,
  `pin`, and `x:0` … `y:7`: where in its cell it stands, in 256 steps each way, for the clusters'
  middles.

Organisations and funders have no bits: there are too many of them, each with few projects. These,
words, places and boxes are looked up in the tables and become `Ids` that combine with all others.

`writing` keeps the bits true. projects.refresh calls it in the transaction of every edit, once the
revision is raised: the row lock on the revision lets one transaction at a time write bits, so there
are no deadlocks, and no reader ever sees an entry without its bits. `reading` asks;
`projects.checking` says whether all bits are what a full count would make them.
"""

from projects.bitmaps.reading import Ids, count_values, count_values_of, having, having_each, ids_of

__all__ = ["Ids", "count_values", "count_values_of", "having", "having_each", "ids_of"]
