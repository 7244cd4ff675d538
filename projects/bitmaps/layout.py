"""Which bit is whose. All numbers here are also in the SQL of migration 0010_count."""

# Long strings are quick to count, short ones quick to change. 1,920 bytes: four rows to a page.
PROJECTS_IN_CHUNK = 15_360
# Most cells of the map have few pins, so theirs are shorter.
PINS_IN_CHUNK = 2_048
CHUNKS_IN_CELL = 1_024

# The zoom of the cells whose pins are numbered together.
CELL_ZOOM = 9
# A location's cell is that of zoom 26, two bits a zoom.
CELL_SHIFT = 2 * (26 - CELL_ZOOM)
# The steps of the position in a cell: so many bits along each axis.
AXIS_BITS = 8
# The binary digits of the number of a project's pins.
PIN_DIGITS = 16

# How many letters of a sort key tell its class: status, checked or not, a page of its own or not.
SORT_CLASS = 3

# What has no bits: dimensions of Project.facets with very many values.
WITHOUT_BITS = ("organisation", "funder")
