"""What is drawn in a rectangle of a page: its letters' boxes, line by line; rulings left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from pipelines.read.pictures.image import Pixels
from pipelines.read.pictures.rulings import INK, RuledTable, Rulings

_SPECK = 5  # pixels: fewer are dust
_NEXT = 5  # pixels between two printed lines, at least
_AROUND = 6  # pixels a ruling's blur reaches beyond its table
_CLOSE = 1.5  # of its tallest letter: a higher line is several
_SMALL = 0.6  # of a digit's height: signs and points are lower
_UNEVEN = 1.3  # of a digit's height: no digit is so much higher than another
_PALER = 60  # of 255: no digit is so much paler than another
_LOOSE = 1.6  # of a letter's height: numbers further apart are two

Box = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class InkSheet:
    """A page without its rulings, and the boxes of everything drawn on it."""

    page: Pixels
    boxes: tuple[Box, ...]

    def inside(self, box: Box) -> list[Box]:
        """Return what is drawn in a rectangle, by its middle."""
        left, top, right, bottom = box
        return [
            one
            for one in self.boxes
            if left <= (one[0] + one[2]) / 2 <= right and top <= (one[1] + one[3]) / 2 <= bottom
        ]

    def crop(self, box: Box, margin: int) -> Pixels:
        """Return a rectangle with a white margin around it: what stands outside is not in it."""
        left, top, right, bottom = box
        cut = self.page[max(top, 0) : bottom, max(left, 0) : right]
        wide = margin * 2
        return np.asarray(
            cv2.copyMakeBorder(
                cut, margin, margin, wide, wide, cv2.BORDER_CONSTANT, value=(255.0,)
            ),
            np.uint8,
        )


def sheet(page: Pixels, found: Rulings, ruled: Sequence[RuledTable]) -> InkSheet:
    """Take the rulings off the tables of a page and find what is left.

    Outside them a title's large letters have strokes as long as rulings, and keep them.
    """
    bare, lines = page.copy(), found.both
    for table in ruled:
        left, top, right, bottom = table.hull
        place = (
            slice(max(top - _AROUND, 0), bottom + _AROUND),
            slice(max(left - _AROUND, 0), right + _AROUND),
        )
        bare[place][lines[place] > 0] = 255
    dark = (bare < INK).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    boxes = []
    for n in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[n])
        if area >= _SPECK:
            boxes.append((left, top, left + width, top + height))
    return InkSheet(bare, tuple(boxes))


def hull(boxes: Sequence[Box]) -> Box:
    """Return the rectangle around boxes."""
    return (
        min(one[0] for one in boxes),
        min(one[1] for one in boxes),
        max(one[2] for one in boxes),
        max(one[3] for one in boxes),
    )


def printed_lines(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield what is drawn line by line from top to bottom, each from left to right."""
    for line in _parted(boxes, _NEXT):
        yield from (sorted(one) for one in _apart(line))


def _apart(line: list[Box]) -> Iterator[list[Box]]:
    """Part lines printed so closely that only a pixel or two are left between them."""
    tallest = max(one[3] - one[1] for one in line)
    height = max(one[3] for one in line) - min(one[1] for one in line)
    if height < tallest * _CLOSE:
        yield line
    else:
        yield from _parted(line, 1)


def _parted(boxes: Sequence[Box], gap: int) -> Iterator[list[Box]]:
    line: list[Box] = []
    bottom = 0
    for box in sorted(boxes, key=lambda box: box[1]):
        if line and box[1] - bottom >= gap:
            yield line
            line = []
        bottom = max(bottom, box[3]) if line else box[3]
        line.append(box)
    if line:
        yield line


def glyphs(line: Sequence[Box]) -> list[Box]:
    """Join what stands above each other: a letter's parts."""
    joined: list[Box] = []
    for part in sorted(line):
        if joined and part[0] < joined[-1][2]:
            joined[-1] = hull([joined[-1], part])
        else:
            joined.append(part)
    return joined


def is_mixed(sheet: InkSheet, line: Sequence[Box], usual: float) -> bool:
    """Tell whether a stroke of another hand stands among digits.

    Digits of one table are of one height and one ink: the arc of a grey seal beside a 0 reads as
    10, but is paler, or higher, than what is printed.
    """
    letters = glyphs(line)
    tall = [one for one in letters if one[3] - one[1] > usual * _SMALL]
    heights = [one[3] - one[1] for one in tall]
    if not heights:
        return False  # a dash
    if max(heights) > min(usual, *heights) * _UNEVEN:
        return True
    inks = [int(np.percentile(sheet.page[y0:y1, x0:x1], 5)) for x0, y0, x1, y1 in tall]
    return max(inks) - min(inks) > _PALER


def is_torn(line: Sequence[Box]) -> bool:
    """Tell whether a line of digits falls apart: two cells without a ruling between them."""
    letters = glyphs(line)
    height = max(one[3] - one[1] for one in letters)
    return any(right[0] - left[2] > height * _LOOSE for left, right in pairwise(letters))
