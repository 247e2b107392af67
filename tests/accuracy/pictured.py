"""Reports as pictures: printed by a browser, drawn at a resolution, then spoilt as scans are."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.accuracy import hazards, markup
from tests.accuracy.compose import Draft, draft
from tests.accuracy.quality import Quality
from tests.accuracy.truth import Paper
from tests.forms.chance import Chance

SANS, SERIF, DROID = "Noto Sans CJK SC", "Noto Serif CJK SC", "Droid Sans Fallback"
WORDS = (SERIF, SERIF, SANS, DROID)
DIGITS = ("", "Liberation Serif", "Liberation Sans", "DejaVu Sans", "DejaVu Serif")
BORDERS = ("0.5pt solid #000", "1px solid #000", "1.5px solid #333", "1px solid #888")


def draft_of(chance: Chance) -> Draft:
    """Compose a report as offices print it: no site around it."""
    made = draft(chance, chrome=False)
    if chance.often(0.2):
        hazards.labels(made, chance)
    return made


def styled(made: Draft, chance: Chance, words: Sequence[str] = WORDS) -> str:
    """Return the report as a page of one look."""
    digits, face = chance.pick(DIGITS), chance.pick(words)
    family = f"'{digits}', '{face}'" if digits else f"'{face}'"
    size = chance.pick([9, 10, 10.5, 12])
    css = (
        f"@page{{size:A4{chance.pick(['', '', ' landscape'])};margin:18mm 16mm}}"
        f"body{{font:12pt/1.6 {family};margin:0}}h1{{font-size:18pt;text-align:center}}"
        f"h2{{font-size:14pt}}table{{border-collapse:collapse;width:100%;font-size:{size}pt;"
        f"line-height:1.25}}td{{border:{chance.pick(BORDERS)} !important;"
        f"padding:{chance.pick([1, 2, 4])}pt 3pt;text-align:center}}"
        f"tr{{break-inside:{chance.pick(['avoid', 'avoid', 'auto'])}}}"
    )
    return markup.page(made, "plain").replace("</head>", f"<style>{css}</style></head>")


@contextmanager
def browser() -> Iterator[Browser]:
    """Open the browser that prints."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield opened
        finally:
            opened.close()


def printed(opened: Browser, html: str) -> bytes:
    """Return a page as the PDF that the browser prints."""
    page = opened.new_page()
    try:
        page.set_content(html)
        return page.pdf(prefer_css_page_size=True, print_background=True)
    finally:
        page.close()


def scanned(data: bytes, quality: Quality, chance: Chance) -> bytes:
    """Return a PDF whose pages are pictures of another's."""
    document = pdfium.PdfDocument(data)
    pages = []
    for page in document:
        drawn = page.render(scale=quality.dpi / 72).to_pil().convert("RGB")
        pages.append(spoilt(drawn, quality, chance))
    out = io.BytesIO()
    pages[0].save(
        out, "PDF", save_all=True, append_images=pages[1:], resolution=quality.dpi, quality=95
    )
    return out.getvalue()


def spoilt(drawn: Image.Image, quality: Quality, chance: Chance) -> Image.Image:
    """Return a page as a scanner or a telephone gives it."""
    page: Any = np.asarray(drawn)
    rng = np.random.default_rng(chance.between(0, 2**31))
    page = _broken(page, quality, rng)
    if quality.stamp:
        page = _stamped(page, quality, rng)
    if quality.bend:
        page = _bent(page, quality.bend)
    if quality.turn:
        middle = (page.shape[1] / 2, page.shape[0] / 2)
        turn = cv2.getRotationMatrix2D(middle, quality.turn, 1.0)
        white = (255, 255, 255)
        size = (page.shape[1], page.shape[0])
        page = cv2.warpAffine(page, turn, size, flags=cv2.INTER_CUBIC, borderValue=white)
    if quality.blur:
        page = cv2.GaussianBlur(page, (0, 0), quality.blur)
    page = _lit(page.astype(np.float32), quality)
    if quality.noise:
        page = page + rng.normal(0, quality.noise, page.shape[:2])[:, :, None]
    page = np.clip(page, 0, 255).astype(np.uint8)
    if quality.jpeg:
        _, packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality.jpeg])
        page = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return Image.fromarray(page)


def _lit(page: Any, quality: Quality) -> Any:
    page = page * (quality.paper / 255)
    if quality.shade:
        across = np.linspace(0, 1, page.shape[1])[None, :, None]
        down = np.linspace(0, 1, page.shape[0])[:, None, None]
        page = page * (1 - quality.shade * (across + down) / 2)
    return page


def _broken(page: Any, quality: Quality, rng: Any) -> Any:
    """Wipe stretches of rulings out, as faint copies do."""
    page = page.copy()
    dark = (page.min(axis=2) < 160).astype(np.uint8)
    long = max(quality.dpi // 3, 30)
    for kernel in ((1, long), (long, 1)) if quality.breaks else ():
        runs = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(kernel, np.uint8))
        places = np.argwhere(runs)
        for _ in range(quality.breaks if len(places) else 0):
            y, x = places[rng.integers(len(places))]
            high, wide = (4, quality.dpi // 8) if kernel[0] == 1 else (quality.dpi // 8, 4)
            page[max(y - high, 0) : y + high, max(x - wide, 0) : x + wide][
                runs[max(y - high, 0) : y + high, max(x - wide, 0) : x + wide] > 0
            ] = 255
    return page


def _stamped(page: Any, quality: Quality, rng: Any) -> Any:
    height, width = page.shape[:2]
    middle = (int(width * rng.uniform(0.5, 0.8)), int(height * rng.uniform(0.2, 0.7)))
    radius = quality.dpi * 21 // 25
    ink = page.copy()
    colour = (205, 40, 45) if quality.stamp == "red" else (150, 150, 150)
    thick = max(quality.dpi // 30, 2)
    cv2.circle(ink, middle, radius, colour, thick)
    star = [
        (
            int(middle[0] + radius / 2.6 * np.sin(n * np.pi * 4 / 5)),
            int(middle[1] - radius / 2.6 * np.cos(n * np.pi * 4 / 5)),
        )
        for n in range(5)
    ]
    cv2.fillPoly(ink, [np.array(star, np.int32)], colour)
    mixed = cv2.addWeighted(ink, 0.75, page, 0.25, 0)
    return np.minimum(page, mixed)


def _bent(page: Any, bend: float) -> Any:
    """Photograph a page from below its middle: its far edge is shorter."""
    height, width = page.shape[:2]
    here = np.float32([[0, 0], [width, 0], [width, height], [0, height]])  # type: ignore[arg-type]
    in_ = width * bend
    there = np.float32([[in_, 0], [width - in_, 0], [width, height], [0, height]])  # type: ignore[arg-type]
    warp = cv2.getPerspectiveTransform(here, there)
    return cv2.warpPerspective(page, warp, (width, height), borderValue=(235, 235, 230))


def paper_of(opened: Browser, key: str, number: int, quality: Quality) -> Paper:
    """Return one report as a PDF of pictures, and what it says."""
    chance = Chance(key, number)
    made = draft_of(chance)
    data = scanned(printed(opened, styled(made, chance)), quality, chance)
    return Paper(key, "report.pdf", data, [made.truth])
