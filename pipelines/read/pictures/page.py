"""One page as a picture → paragraphs and grids from top to bottom."""

import re
from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image

from pipelines.model import Block, Paragraph
from pipelines.read.clean import narrow
from pipelines.read.pictures.cells import grid_of
from pipelines.read.pictures.image import TablePicture, frames, straightened
from pipelines.read.pictures.ink import Box, InkSheet, hull, printed_lines, sheet
from pipelines.read.pictures.perspective import squared
from pipelines.read.pictures.recognise import recogniser
from pipelines.read.pictures.rulings import RuledTable, rulings, tables
from pipelines.read.refused import Refused

MOST_PAGES = 40  # of one document: each takes seconds
_SURE = 0.5
_LOW = 10  # pixels: less high is no line of letters
_DIGITS = re.compile(r"\d[\d,.]*")
_UNREAD = "\u25a0"  # stands for digits that two readings do not agree on


def read_picture(data: bytes) -> tuple[Block, ...]:
    """Return what a picture file shows."""
    blocks: list[Block] = []
    for number, frame in enumerate(frames(data), start=1):
        blocks += page_of(frame, number)
    return tuple(blocks)


def page_of(frame: Image.Image, number: int, unit: float = 1.0) -> list[Block]:
    """Return the lines and tables of one page; `unit` is what a pixel of it measures."""
    if number > MOST_PAGES:
        raise Refused("hostile", why="pages")
    picture = straightened(frame, unit)
    if picture is None:
        return []
    ruled_lines = rulings(picture.ink)
    square = squared(picture, ruled_lines)
    if square is not None:
        picture, ruled_lines = square, rulings(square.ink)
    ruled = tables(ruled_lines, picture.ink)
    drawn = sheet(picture.ink, ruled_lines, ruled)
    placed: list[tuple[int, Block]] = [
        (table.rows[0], grid_of(table, drawn, picture, number)) for table in ruled
    ]
    placed += _lines(drawn, ruled, picture, number)
    return [block for _, block in sorted(placed, key=lambda entry: entry[0])]


def _lines(
    drawn: InkSheet, ruled: Sequence[RuledTable], picture: TablePicture, number: int
) -> list[tuple[int, Block]]:
    """Read what stands outside the tables, line by line."""
    hulls = [table.hull for table in ruled]
    free = [box for box in drawn.boxes if not any(_is_in(box, ruled_box) for ruled_box in hulls)]
    lines = [hull(line) for line in printed_lines(free)]
    lines = [box for box in lines if box[3] - box[1] >= _LOW]
    crops = [drawn.crop(box, max(3, (box[3] - box[1]) // 4)) for box in lines]
    read = recogniser().read(crops)
    texts = [line.text if line.certainty >= _SURE or len(line.text) > 3 else "" for line in read]
    _agree(texts, lines, drawn)
    return [
        (box[1], Paragraph(text, page=number, box=_box(picture, box)))
        for box, text in zip(lines, texts, strict=True)
        if text
    ]


def _box(picture: TablePicture, box: Box) -> tuple[float, float, float, float]:
    left, top, right, bottom = picture.box(*box)
    return left, top, right, bottom


def _is_in(box: Box, outer: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _agree(texts: list[str], lines: Sequence[Box], drawn: InkSheet) -> None:
    """Read lines with digits a second time; digits of which the two differ are unread."""
    numbered = [n for n, text in enumerate(texts) if _DIGITS.search(narrow(text))]
    crops = []
    for n in numbered:
        crop = drawn.crop(lines[n], max(4, (lines[n][3] - lines[n][1]) // 2))
        size = (round(crop.shape[1] * 1.1), crop.shape[0])
        crops.append(np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_CUBIC), np.uint8))
    for n, again in zip(numbered, recogniser().read(crops), strict=True):
        texts[n] = _agreed(narrow(texts[n]), narrow(again.text))


def _agreed(first: str, second: str) -> str:
    numbers, others = _DIGITS.findall(first), _DIGITS.findall(second)
    if numbers == others:
        return first
    if len(numbers) != len(others):
        return _DIGITS.sub(_UNREAD, first)
    left = iter(zip(numbers, others, strict=True))

    def shown(match: re.Match[str]) -> str:
        one, other = next(left)
        return match[0] if one == other else _UNREAD

    return _DIGITS.sub(shown, first)
