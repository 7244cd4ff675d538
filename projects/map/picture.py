"""A drawing of the map as a PNG, for sites that show a link with a picture.

The marks are those of the drawing (projects.map.drawing), so of the map page without JavaScript.
"""

import io
import json
import unicodedata
from functools import cache

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from projects.map.mercator import to_pixels
from projects.models import Project

# Pixels; what sites that show links ask for.
WIDTH, HEIGHT = 1200, 630
# It is drawn so many times as large and then made smaller, so that edges are smooth.
FINER = 2
MARGIN = 56
# From one line to the next, in sizes of the type.
LEADING = 1.25
# Of the light colours of static/css/tokens.css.
PAPER, GROUND, INK, SOFT = "#faf6ed", "#fffdf8", "#1b2333", "#3e4554"
SEA, LAND, NEIGHBOURS, COAST, ACCENT = "#d9e5e7", "#f3ead6", "#e6e3d8", "#7b9297", "#8a2c0d"
STATUS_COLOURS = {
    Project.Status.CURRENT: "#2a6136",
    Project.Status.PLANNED: "#245a7c",
    Project.Status.PAUSED: "#8a5a00",
}

# Letters that are made of no other, as the font has them.
_PLAIN = str.maketrans({"–": "-", "—": "-", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae"})


def draw_picture(drawing, heading, lines, foot):
    """Return the bytes of a PNG, 1200 by 630 pixels: words on the left, the map on the right.

    drawing: a projects.map.drawing.Drawing, or None for words alone. heading: a few words. lines,
    foot: texts in small type; what has no room is left out.
    """
    picture = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), PAPER)
    canvas = ImageDraw.Draw(picture)
    room = WIDTH * FINER
    if drawing:
        map_of_it = _draw_map(drawing)
        room -= map_of_it.width
        picture.paste(map_of_it, (room, 0))
    canvas.rectangle([0, 0, room, 10 * FINER], fill=ACCENT)
    _write(canvas, heading, lines, foot, room / FINER)
    file = io.BytesIO()
    # Few colours are needed, and a small file is shown sooner.
    small = picture.reduce(FINER).quantize(128, Image.Quantize.FASTOCTREE)
    small.save(file, "PNG")
    return file.getvalue()


def _write(canvas, heading, lines, foot, room):
    size = 56 if len(heading) <= 30 else 42
    y = _write_block(canvas, [heading], MARGIN, size, INK, room, most=4)
    most = int((HEIGHT - MARGIN - 100 - y - 18) / (28 * LEADING))
    _write_block(canvas, lines, y + 18, 28, SOFT, room, most)
    _write_block(canvas, ["Better Work Map"], HEIGHT - MARGIN - 84, 34, ACCENT, room)
    _write_block(canvas, foot, HEIGHT - MARGIN - 34, 19, SOFT, room, most=2)


def _write_block(canvas, texts, y, size, colour, room, most=1):
    """Write the texts one below the other from y on, `most` lines; return where the next begins."""
    rows = [row for text in texts for row in _wrapped(_plain(text), size, room - 2 * MARGIN)]
    if len(rows) > most:
        rows = [*rows[: most - 1], f"{rows[most - 1]}…"] if most > 0 else []
    for row in rows:
        canvas.text((MARGIN * FINER, y * FINER), row, fill=colour, font=_font(size))
        y += size * LEADING
    return y


def _wrapped(text, size, room):
    """The text cut between words into lines that have room, and within words that have none."""
    font, line = _font(size), ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= room * FINER:
            line = longer
            continue
        if line:
            yield line
        while font.getlength(word) > room * FINER:
            fits = max(1, int(len(word) * room * FINER / font.getlength(word)) - 1)
            yield word[:fits]
            word = word[fits:]
        line = word
    if line:
        yield line


def _draw_map(drawing):
    scale = HEIGHT * FINER / drawing.height
    picture = Image.new("RGB", (round(drawing.width * scale), HEIGHT * FINER), SEA)
    pen = _Pen(ImageDraw.Draw(picture), scale)
    _draw_land(pen, drawing)
    for label in drawing.labels:
        pen.write(label["x"], label["y"] - 4, label["name"], 11, SOFT, halo=LAND)
    for badge in drawing.badges:
        text = " ".join(filter(None, [badge.name, f"{badge.number:,}" if badge.number else ""]))
        pen.box(badge.x, badge.y, badge.width, badge.height)
        pen.write(badge.x, badge.y, text, 12, INK)
    for cluster in drawing.clusters:
        pen.disc(cluster.x, cluster.y, cluster.radius, INK, GROUND, 2)
        pen.write(cluster.x, cluster.y, cluster.text, 13, PAPER)
    for marker in drawing.markers:
        pen.disc(marker.x, marker.y, 11.5, GROUND, SOFT, 0.75)
        _draw_sign(pen, marker)
    return picture


def _draw_land(pen, drawing):
    zoom = 2**drawing.viewpoint.zoom
    left, top = drawing.viewpoint.corner(drawing.width, drawing.height)
    for is_uk, ring in _rings():
        points = [(x * zoom - left, y * zoom - top) for x, y in ring]
        pen.polygon(points, LAND if is_uk else NEIGHBOURS, COAST)


def _draw_sign(pen, marker):
    """The shape of the status: as projects.templatetags.signs has them."""
    colour = STATUS_COLOURS.get(marker.status, SOFT)
    x, y = marker.x, marker.y
    match marker.status:
        case Project.Status.CURRENT:
            pen.disc(x, y, 6.5, colour)
        case Project.Status.PAST:
            pen.polygon(
                [(x - 5.5, y - 5.5), (x + 5.5, y - 5.5), (x + 5.5, y + 5.5), (x - 5.5, y + 5.5)],
                colour,
                colour,
            )
        case Project.Status.PAUSED:
            pen.disc(x, y, 6.5, GROUND, colour, 1.5)
            pen.half(x, y, 6.5, colour)
        case _:
            pen.disc(x, y, 6.5, GROUND, colour, 2.5)


class _Pen:
    """Draws in pixels of the drawing."""

    def __init__(self, canvas, scale):
        self.canvas, self.scale = canvas, scale

    def disc(self, x, y, radius, fill, outline=None, width=0):
        centre = (x * self.scale, y * self.scale)
        self.canvas.circle(
            centre, radius * self.scale, fill, outline, max(1, round(width * self.scale))
        )

    def half(self, x, y, radius, fill):
        edges = [x - radius, y - radius, x + radius, y + radius]
        self.canvas.pieslice([edge * self.scale for edge in edges], 90, 270, fill)

    def box(self, x, y, width, height):
        edges = [x - width / 2, y - height / 2, x + width / 2, y + height / 2]
        scaled = [edge * self.scale for edge in edges]
        self.canvas.rounded_rectangle(scaled, 2 * self.scale, GROUND, INK, round(self.scale))

    def polygon(self, points, fill, outline):
        scaled = [(x * self.scale, y * self.scale) for x, y in points]
        self.canvas.polygon(scaled, fill, outline)

    def write(self, x, y, text, size, colour, halo=None):
        self.canvas.text(
            (x * self.scale, y * self.scale),
            _plain(text),
            fill=colour,
            font=_font(size * self.scale / FINER),
            anchor="mm",
            stroke_width=round(1.25 * self.scale) if halo else 0,
            stroke_fill=halo,
        )


@cache
def _rings():
    """[(whether it is the UK's, [(x, y), …])]: the coast in pixels of the world at zoom 0."""
    with open(finders.find("map/coastline.json"), encoding="utf-8") as file:
        features = json.load(file)["features"]
    features.sort(key=lambda each: each["properties"]["name"] == "United Kingdom")
    return [
        (
            each["properties"]["name"] == "United Kingdom",
            [to_pixels(latitude, longitude, 0) for longitude, latitude in polygon[0]],
        )
        for each in features
        for polygon in each["geometry"]["coordinates"]
    ]


@cache
def _font(size):
    """The font that Pillow brings, so that the picture is the same on every machine."""
    return ImageFont.load_default(size * FINER)


def _plain(text):
    """The text in the letters that the font has: without accents, other scripts left out."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(c for c in decomposed if " " <= c <= "~" or c in "©’‘“”…·")
