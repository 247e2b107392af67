"""Cells of a ruled table in a picture → their texts, each number read twice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from pipelines.model import Cell, Grid
from pipelines.read.clean import narrow
from pipelines.read.pictures.image import Pixels, TablePicture
from pipelines.read.pictures.ink import (
    Box,
    InkSheet,
    glyphs,
    hull,
    is_mixed,
    is_torn,
    printed_lines,
)
from pipelines.read.pictures.recognise import RecognisedLine, recogniser
from pipelines.read.pictures.rulings import RuledPicture, RuledTable

_INSET = 4  # pixels a ruling's blur reaches into a cell
_EDGE = 2  # pixels from a cell's end: what touches it may be cut off
_FAINT = 205  # of 255: what is darker is no clean paper
_STAINED = 12  # pixels of faint ink that make a cell doubtful
_HALO = 4  # pixels around a letter that its blur reaches
_SURE = 0.5  # below it the model guesses
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")
_FLAT = 2.2  # a stroke this much wider than high, alone in its cell, is a dash
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_ROUND = str.maketrans({"O": "0", "o": "0", "\u25cb": "0", "\u3007": "0", "\u4e00": "-"})
_LIKE_ZERO = frozenset("\u65e5\u66f0\u53e3DQ")  # what a lone zero is taken for
_DASHES = frozenset("-\u2014\u4e00\u2013_~")
_SLASHES = frozenset("/\u4e3f\u2571")


@dataclass(slots=True)
class _Job:
    """One printed line of one cell, to be read in two ways."""

    cell: int
    boxes: list[Box]
    first: Pixels
    second: Pixels
    readings: list[RecognisedLine] = field(default_factory=list)


def grid_of(table: RuledTable, sheet: InkSheet, picture: TablePicture, page: int) -> Grid:
    """Read every cell of a table."""
    inner = [_inner(cell) for cell in table.cells]
    drawn = [sheet.inside(box) for box in inner]
    jobs = [
        _Job(n, line, *_crops(sheet, line))
        for n, boxes in enumerate(drawn)
        for line in printed_lines(boxes)
    ]
    _read(jobs)
    lines: dict[int, list[_Job]] = {}
    for job in jobs:
        lines.setdefault(job.cell, []).append(job)
    # a red seal leaves what is printed under it, but hides what is printed in red
    usual = _digit_height(jobs)
    stains, all_stains = _softened(picture.ink), _softened(picture.all_ink)
    cells = []
    for n, ruled in enumerate(table.cells):
        texts = _texts(lines.get(n, []), inner[n])
        if (
            texts
            and len(texts) > 1
            and _is_stained(stains if texts[0] else all_stains, drawn[n], inner[n])
        ):
            # no second opinion on what a stamp runs over; nothing there may be a blank
            texts = texts[:1] if texts[0] else None
        elif texts and len(texts) > 1 and drawn[n] and is_mixed(sheet, drawn[n], usual):
            texts = texts[:1]
        cells.append(
            _cell(ruled, texts, picture.box(ruled.left, ruled.top, ruled.right, ruled.bottom))
        )
    whole = tuple(_undivided(cells))
    return Grid(len(table.rows) - 1, len(table.columns) - 1, whole, page=page)


def _digit_height(jobs: Sequence[_Job]) -> float:
    """Return how high the digits of a table are, by most of the cells that hold numbers."""
    numbers = [
        job for job in jobs if len(job.readings) > 1 and _is_number(_plain(job.readings[0].text))
    ]
    heights = [hull(job.boxes)[3] - hull(job.boxes)[1] for job in numbers]
    return float(np.median(heights)) if heights else 1.0


def _undivided(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Give up values of fewer rows than a number beside them: the arc of a stamp divides cells."""
    tallest: dict[int, int] = {}
    for cell in cells:
        if len(cell.readings) > 1 and cell.text:
            tallest[cell.row] = max(tallest.get(cell.row, 1), cell.row_span)
    for cell in cells:
        is_value = len(cell.readings) > 1 or (cell.readings and _is_number(cell.text))
        if is_value and cell.row_span < tallest.get(cell.row, 1):
            yield replace(cell, text="", is_image=True, readings=())
        else:
            yield cell


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _inner(one: RuledPicture) -> Box:
    return one.left + _INSET, one.top + _INSET, one.right - _INSET, one.bottom - _INSET


def _cell(one: RuledPicture, texts: tuple[str, ...] | None, box: tuple[float, ...]) -> Cell:
    left, top, right, bottom = box
    return Cell(
        texts[0] if texts else "",
        one.row,
        one.column,
        one.row_span,
        one.column_span,
        is_image=texts is None,
        box=(left, top, right, bottom),
        readings=texts or (),
    )


def _crops(sheet: InkSheet, line: Sequence[Box]) -> tuple[Pixels, Pixels]:
    """Cut a line out twice: close by, and stretched and softened with more paper around it."""
    box = hull(line)
    height = box[3] - box[1]
    near = sheet.crop((box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1), max(3, height // 3))
    far = sheet.crop((box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2), max(4, height // 2))
    size = (round(far.shape[1] * 1.25), far.shape[0])
    wide = cv2.resize(far, size, interpolation=cv2.INTER_CUBIC)
    return near, np.asarray(cv2.GaussianBlur(wide, (3, 3), 0), np.uint8)


def _read(jobs: list[_Job]) -> None:
    """Read every line, and a second time what may be a number."""
    model = recogniser()
    for job, reading in zip(jobs, model.read([job.first for job in jobs]), strict=True):
        job.readings.append(reading)
    again = [job for job in jobs if not _is_words(job.readings[0])]
    for job, reading in zip(again, model.read([job.second for job in again]), strict=True):
        job.readings.append(reading)


def _is_words(line: RecognisedLine) -> bool:
    return len(_IDEOGRAPH.findall(line.text)) > 1 and line.certainty >= _SURE


def _texts(lines: list[_Job], inner: Box) -> tuple[str, ...] | None:
    """Return what a cell says, one text a reading; None where nothing of it can be believed."""
    if not lines:
        return "", ""
    if any(_is_words(line.readings[0]) for line in lines):
        return ("\n".join(line.readings[0].text for line in lines if line.readings[0].text),)
    if len(lines) > 1 or _is_cut(lines[0].boxes, inner) or is_torn(lines[0].boxes):
        return None  # a number over two lines, cut off, or two of them
    return _value(lines[0])


def _is_cut(boxes: Sequence[Box], inner: Box) -> bool:
    left, top, right, bottom = hull(boxes)
    return (
        left <= inner[0] + _EDGE - _INSET
        or top <= inner[1] + _EDGE - _INSET
        or right >= inner[2] - _EDGE + _INSET
        or bottom >= inner[3] - _EDGE + _INSET
    )


def _value(line: _Job) -> tuple[str, ...] | None:
    """Return the readings of a number or of a mark, what the model only guesses left out."""
    letters = glyphs(line.boxes)
    if len(letters) == 1 and _is_flat(letters[0]):
        dashes = [
            reading.text
            for reading in line.readings
            if reading.text and set(reading.text) <= _DASHES
        ]
        return tuple("\u2014" for _ in dashes) or None
    if line.readings[0].text in _LIKE_ZERO and len(letters) == 1:
        return ("0",)  # a dotted or square zero; its sums must prove it
    readings = [
        _plain(reading.text)
        for reading in line.readings
        if reading.certainty >= _SURE and _is_value(_plain(reading.text), len(letters))
    ]
    if not readings:
        return None
    return tuple(readings)


def _is_flat(box: Box) -> bool:
    return box[2] - box[0] > _FLAT * (box[3] - box[1])


def _plain(text: str) -> str:
    return "".join(narrow(text).translate(_ROUND).split()) if len(text) < 24 else text


def _is_value(text: str, count: int) -> bool:
    """Tell whether a reading is a number with no fewer digits than letters are drawn."""
    if _NUMBER.fullmatch(text):
        return len(text) >= count
    if text and set(text) <= _SLASHES:
        return True
    return bool(text) and _IDEOGRAPH.fullmatch(text) is not None


def _softened(page: Pixels) -> Pixels:
    """Return a page where dust is gone and the faint ring of a stamp is not."""
    return np.asarray(cv2.blur(page, (3, 3)), np.uint8)


def _is_stained(stains: Pixels, drawn: Sequence[Box], inner: Box) -> bool:
    """Tell whether a cell is not clean beside its letters: a stamp, or ink too faint to read."""
    left, top, right, bottom = inner
    dark = stains[top:bottom, left:right] < _FAINT
    for one in drawn:
        rows = slice(max(one[1] - top - _HALO, 0), max(one[3] - top + _HALO, 0))
        dark[rows, max(one[0] - left - _HALO, 0) : max(one[2] - left + _HALO, 0)] = False
    return bool(dark.sum() >= _STAINED)
