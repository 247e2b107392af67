"""Pictures of single lines → their letters, by the model that lies in the wheel of RapidOCR."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from pipelines.read.pictures.image import Pixels

_HEIGHT: Final = 48  # of a line, as the model was trained
_STEP: Final = 32  # widths are padded to multiples: few shapes, little padding
_LEAST: Final = 64
_MOST: Final = 3200  # a line of two hundred letters
_BATCH: Final = 24
_BLANK: Final = 0  # the model's class for "no letter"
_MODEL: Final = "*rec*.onnx"


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """What a line says, and how sure the least sure of its letters is."""

    text: str
    certainty: float


class Recogniser:
    """One model in memory; the same answer for the same pixels, whatever stands beside them."""

    def __init__(self, model: Path) -> None:
        options = onnxruntime.SessionOptions()
        # one thread: sums in another order may differ in their last digit
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._input = self._session.get_inputs()[0].name
        letters = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._letters = ["", *letters, " "]

    def read(self, lines: Sequence[Pixels]) -> list[RecognisedLine]:
        """Read lines of any size, dark on white; narrow ones first, many at once."""
        widths = [_width(line) for line in lines]
        order = sorted(range(len(lines)), key=lambda n: widths[n])
        readings = [RecognisedLine("", 0.0)] * len(lines)
        start = 0
        while start < len(order):
            width = widths[order[start]]
            batch = [n for n in order[start : start + _BATCH] if widths[n] == width]
            data = np.stack([_prepared(lines[n], width) for n in batch])
            scores = self._session.run(None, {self._input: data})[0]
            for n, rows in zip(batch, scores, strict=True):
                readings[n] = self._decoded(rows)
            start += len(batch)
        return readings

    def _decoded(self, rows: NDArray[np.float32]) -> RecognisedLine:
        """Take the likeliest class of each step; what repeats without a gap is one letter."""
        best, sure = rows.argmax(axis=1), rows.max(axis=1)
        letters: list[str] = []
        certainty = 1.0
        before = _BLANK
        for letter, score in zip(best.tolist(), sure.tolist(), strict=True):
            if letter not in {_BLANK, before} and letter < len(self._letters):
                letters.append(self._letters[letter])
                certainty = min(certainty, score)
            before = letter
        return RecognisedLine("".join(letters).strip(), certainty if letters else 0.0)


def _width(line: Pixels) -> int:
    natural = math.ceil(_HEIGHT * int(line.shape[1]) / int(line.shape[0]))
    return min(max(_LEAST, math.ceil(natural / _STEP) * _STEP), _MOST)


def _prepared(line: Pixels, width: int) -> NDArray[np.float32]:
    natural = min(max(1, math.ceil(_HEIGHT * line.shape[1] / line.shape[0])), width)
    shrinks = line.shape[0] > _HEIGHT
    way = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    scaled = cv2.resize(line, (natural, _HEIGHT), interpolation=way)
    paper = np.full((_HEIGHT, width), 255, np.uint8)
    paper[:, :natural] = scaled
    grey = paper.astype(np.float32) / 127.5 - 1.0
    return np.repeat(grey[None], 3, axis=0)


@lru_cache(maxsize=1)
def recogniser() -> Recogniser:
    """Return the model of the installed wheel, loaded once a process."""
    spec = find_spec("rapidocr")
    places = spec.submodule_search_locations if spec else None
    models = sorted(Path(place) / "models" for place in places or ())
    found = [model for folder in models for model in sorted(folder.glob(_MODEL))]
    if not found:
        raise FileNotFoundError(_MODEL)
    return Recogniser(found[0])
