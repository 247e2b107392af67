"""A photographed page squared up: rulings that run together are drawn apart again."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.read.pictures.image import Pixels, TablePicture
from pipelines.read.pictures.rulings import Rulings

_LONG = 200  # pixels of a ruling whose slope can be measured
_FEWEST = 3  # such rulings, or there is nothing to go by
_BENT = 5.0  # pixels from one end of the page to the other: less is none
_MOST = 0.25  # of slope: more is no photograph of a page

Ruling = tuple[float, float]  # where it crosses the middle of the page, and its slope there


def squared(picture: TablePicture, found: Rulings) -> TablePicture | None:
    """Return a page whose rulings run level and upright, None where they do already."""
    height, width = picture.ink.shape
    level = _slopes(found.level, width / 2)
    upright = _slopes(np.ascontiguousarray(found.upright.T), height / 2)
    if level is None or upright is None:
        return None
    top, bottom = _at(level, 0.0), _at(level, float(height))
    left, right = _at(upright, 0.0), _at(upright, float(width))
    bends = (abs(top) * width, abs(bottom) * width, abs(left) * height, abs(right) * height)
    if max(bends) < _BENT or max(abs(s) for s in (top, bottom, left, right)) > _MOST:
        return None
    lines = [(0.0, top), (float(height), bottom)], [(0.0, left), (float(width), right)]
    here = [_crossing(a, b, width, height) for a in lines[0] for b in lines[1]]
    there = [(0, 0), (width, 0), (0, height), (width, height)]
    warp = cv2.getPerspectiveTransform(np.array(here, np.float32), np.array(there, np.float32))
    return replace(
        picture,
        ink=_warped(picture.ink, warp),
        all_ink=_warped(picture.all_ink, warp),
        back=picture.back @ np.linalg.inv(warp),
    )


def _slopes(lines: Pixels, middle: float) -> tuple[float, float] | None:
    """Return how the slope of rulings changes from one to the next: a line through them."""
    rulings = _measured(lines, middle)
    if len(rulings) < _FEWEST:
        return None
    places, slopes = np.array(rulings).T
    if np.ptp(places) < _LONG:
        return None
    steep, first = np.polyfit(places, slopes, 1)
    off = np.abs(slopes - (steep * places + first))
    near = off <= max(0.004, float(np.median(off)) * 3)
    if near.sum() < _FEWEST or np.ptp(places[near]) < _LONG:
        return None
    steep, first = np.polyfit(places[near], slopes[near], 1)
    return float(steep), float(first)


def _measured(lines: Pixels, middle: float) -> list[Ruling]:
    """Measure the long level rulings of a picture."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(lines))
    measured: list[Ruling] = []
    for n in range(1, count):
        left, top, width, height = (int(value) for value in stats[n][:4])
        if width < _LONG or height > width * _MOST:
            continue
        part = labels[top : top + height, left : left + width] == n
        columns = np.flatnonzero(part.any(axis=0))
        rows = (part * np.arange(height)[:, None]).sum(axis=0)[columns] / part.sum(axis=0)[columns]
        slope, first = np.polyfit(columns + left, rows + top, 1)
        measured.append((float(slope * middle + first), float(slope)))
    return measured


def _at(slopes: Sequence[float], place: float) -> float:
    return slopes[0] * place + slopes[1]


def _crossing(level: Ruling, upright: Ruling, width: int, height: int) -> tuple[float, float]:
    """Return where a level and an upright line meet."""
    (y, slope), (x, lean) = level, upright
    equations: NDArray[np.float64] = np.array([[-slope, 1.0], [1.0, -lean]])
    known = np.array([y - slope * width / 2, x - lean * height / 2])
    at = np.linalg.solve(equations, known)
    return float(at[0]), float(at[1])


def _warped(page: Pixels, warp: NDArray[np.float64]) -> Pixels:
    size = (page.shape[1], page.shape[0])
    return np.asarray(
        cv2.warpPerspective(page, warp, size, flags=cv2.INTER_CUBIC, borderValue=(255.0,)),
        np.uint8,
    )
