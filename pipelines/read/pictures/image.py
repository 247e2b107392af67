"""Bytes of a picture → grey pages of one size, evenly lit and standing straight."""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence

from pipelines.read.refused import Refused

Pixels = NDArray[np.uint8]

MOST_PIXELS = 40_000_000  # A4 at 600 dpi has 35 million
MOST_FRAMES = 40  # pages of one TIFF
SMALLEST = 60  # pixels of a side: less is an icon
_WIDTH = 1654  # A4 at 200 dpi: what lines, letters and limits below are measured for
_WIDEST = 2480  # A4 at 300 dpi
_LARGER = 2.5  # more only blurs
_STEEPEST = 6.0  # degrees a page may lie askew
_LOOK = 900  # pixels of a side where the slope is looked for
_RED = 15  # by how much a stamp's red outshines the other colours, at its smeared edges


@dataclass(frozen=True, slots=True)
class TablePicture:
    """One page as a grey picture standing straight, and the way back to where it came from.

    `ink` leaves out what is red, as stamps are; `all_ink` does not. `back` is the homography that
    takes a point of either to the page as it came, `unit` its pixels to the unit of its boxes.
    """

    ink: Pixels
    all_ink: Pixels
    back: NDArray[np.float64]
    unit: float = 1.0

    def box(self, left: int, top: int, right: int, bottom: int) -> tuple[float, ...]:
        """Return a rectangle of the straightened picture as one of the page as it came."""
        corners = [[left, top, 1], [right, top, 1], [right, bottom, 1], [left, bottom, 1]]
        moved = np.array(corners, float) @ self.back.T
        points = moved[:, :2] / moved[:, 2:]
        low, high = points.min(axis=0) * self.unit, points.max(axis=0) * self.unit
        return tuple(round(float(value), 1) for value in (*low, *high))


def frames(data: bytes) -> Iterator[Image.Image]:
    """Yield the pages of a picture file; its size is looked at before anything is unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # torn EXIF data say nothing of the pixels
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as opened:
                for n, frame in enumerate(ImageSequence.Iterator(opened)):
                    _bounded(frame.width, frame.height)
                    if n >= MOST_FRAMES:
                        raise Refused("hostile", why="pages")
                    yield ImageOps.exif_transpose(frame)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("too_many_pixels", limit=str(MOST_PIXELS // 1_000_000)) from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise Refused("picture_damaged") from error


def _bounded(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Refused("too_many_pixels", limit=str(MOST_PIXELS // 1_000_000))


def straightened(frame: Image.Image, unit: float = 1.0) -> TablePicture | None:
    """Return a page made grey, brought to size, evenly lit and turned; None for an icon."""
    if min(frame.size) < SMALLEST:
        return None
    _bounded(*frame.size)
    coloured = _on_white(frame)
    scale = _scale(coloured.shape[1], coloured.shape[0])
    coloured = _resized(coloured, scale)
    everything = cv2.cvtColor(coloured, cv2.COLOR_RGB2GRAY)
    flat = _flat(everything)
    angle = _slope(flat)
    turn = cv2.getRotationMatrix2D((flat.shape[1] / 2, flat.shape[0] / 2), angle, 1.0)
    back = np.vstack([cv2.invertAffineTransform(turn) / scale, [0.0, 0.0, 1.0]])
    return TablePicture(
        _turned(_flat(_without_red(coloured, everything)), turn), _turned(flat, turn), back, unit
    )


def _on_white(frame: Image.Image) -> Pixels:
    if frame.mode in {"RGBA", "LA", "PA"} or "transparency" in frame.info:
        shown = frame.convert("RGBA")
        paper = Image.new("RGBA", shown.size, "white")
        return np.asarray(Image.alpha_composite(paper, shown).convert("RGB"))
    if frame.mode.startswith("I;16"):  # scans of 16 bits a grey: Pillow would cut them off
        deep = np.asarray(frame).astype(np.uint32) >> 8
        return np.repeat(deep.astype(np.uint8)[:, :, None], 3, axis=2)
    return np.asarray(frame.convert("RGB"))


def _scale(width: int, height: int) -> float:
    scale = 1.0
    if width < _WIDTH:
        scale = min(_LARGER, _WIDTH / width)
    elif width > _WIDEST:
        scale = _WIDEST / width
    return float(min(scale, (MOST_PIXELS / (width * height)) ** 0.5))


def _resized(image: Pixels, scale: float) -> Pixels:
    if scale == 1.0:
        return image
    size = (round(image.shape[1] * scale), round(image.shape[0] * scale))
    way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(image, size, interpolation=way), np.uint8)


def _without_red(coloured: Pixels, grey: Pixels) -> Pixels:
    """Return the grey picture without stamps: the red of an office's seal is white in red light."""
    red, green, blue = (coloured[:, :, n].astype(np.int16) for n in range(3))
    redness = red - np.maximum(green, blue)
    is_red = redness > _RED
    if not is_red.any():
        return grey
    # a letter under the seal is dark in red light too; the seal's own edges are brought to white
    light = np.clip(red + redness * 4 // 5, 0, 255)
    return np.where(is_red, np.maximum(light, grey), grey).astype(np.uint8)


def _flat(grey: Pixels) -> Pixels:
    """Take the light out of a page: a photograph is darker in its corners than in the middle."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 31)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, 40), scale=255), np.uint8)


def _slope(grey: Pixels) -> float:
    """Return the degrees to turn a page by: where its lines lie level, its rows differ most."""
    size = _LOOK / max(grey.shape)
    small = cv2.resize(grey, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
    dark = (255 - small).astype(np.float32)
    dark[dark < 40] = 0
    best = 0.0
    for reach, step in ((_STEEPEST, 0.5), (0.5, 0.1), (0.1, 0.025)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _level(dark, float(angle))))
    return 0.0 if abs(best) < 0.03 else best


def _level(dark: NDArray[np.float32], angle: float) -> float:
    height, width = dark.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    rows = cv2.warpAffine(dark, turn, (width, height)).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def _turned(grey: Pixels, turn: NDArray[np.float64]) -> Pixels:
    if abs(turn[0, 1]) < 1e-6:
        return grey
    size = (grey.shape[1], grey.shape[0])
    return np.asarray(
        cv2.warpAffine(grey, turn, size, flags=cv2.INTER_CUBIC, borderValue=255), np.uint8
    )
