"""A whole parse, bytes to figures with narrative, beside pandas.read_html for the tables alone.

`python -m tests.bench.parse` prints both medians and their ratio on the same generated pages, in
processor time, so that what else the machine does weighs less.
"""

from __future__ import annotations

import gc
import io
import re
import statistics
import time
from collections.abc import Callable

import pandas as pd

from pipelines.documents.workers import GARBAGE
from tests.accuracy.classes import make
from tests.accuracy.run import reports

LAYOUTS = ("1.13 html plain", "1.13 html nested", "1.13 html unclosed", "1.13 html capitals")
PAGES = 160
SMALLEST, LARGEST = 5_000, 60_000
STYLES = (
    "height:19.85pt;width:62.4pt;padding:0pt 5.4pt",
    "border:1.0pt solid windowtext;mso-border-alt:solid windowtext .5pt",
    "text-align:center;line-height:18.0pt;mso-line-height-rule:exactly",
    "font-size:10.5pt;font-family:FangSong_GB2312;color:#333333",
)


def pages() -> list[bytes]:
    """Return generated HTML pages whose sizes lie evenly between 5 and 60 KB."""
    step = (LARGEST - SMALLEST) / PAGES
    made = (make(LAYOUTS[i % len(LAYOUTS)], i).data for i in range(PAGES))
    return [styled(page, round(SMALLEST + step * i)) for i, page in enumerate(made)]


def styled(page: bytes, size: int) -> bytes:
    """Return a page with the inline styles that editors write, up to about `size` bytes."""
    cells = len(re.findall(rb"(?i)<t[dr]\b", page))
    room = max(0, size - len(page)) // max(1, cells)
    written = "; ".join(STYLES * 3)[:room].encode()
    if room < 12:
        return page
    return re.sub(rb"(?i)(<t[dr]\b)", rb'\1 style="' + written + b'"', page)


def whole_parse(page: bytes) -> None:
    """Read and parse one page as `mingcha parse` does."""
    reports(page, "page.html")


def tables_alone(page: bytes) -> None:
    """Read the tables of one page with pandas and nothing else."""
    pd.read_html(io.BytesIO(page), encoding="utf-8")


def seconds(work: Callable[[bytes], None], page: bytes) -> float:
    """Return the processor time of one page."""
    start = time.process_time()
    work(page)
    return time.process_time() - start


def main() -> None:
    """Print the medians and the ratio; the two take turns page by page.

    Garbage is looked for as rarely as in the processes that read documents, for both alike.
    """
    gc.set_threshold(*GARBAGE)
    several = pages()
    for page in several[:4]:
        whole_parse(page)
        tables_alone(page)
    times = [(seconds(whole_parse, page), seconds(tables_alone, page)) for page in several]
    ours, theirs = (statistics.median(side) * 1000 for side in zip(*times, strict=True))
    sizes = sorted(len(page) // 1000 for page in several)
    middle = sizes[len(sizes) // 2]
    print(f"{len(several)} HTML pages of {sizes[0]}-{sizes[-1]} KB, median {middle}")
    print("median processor time")
    print(f"whole parse, with narrative    {ours:7.2f} ms/page")
    print(f"pandas.read_html, tables alone {theirs:7.2f} ms/page")
    print(f"ratio read_html / ours         {theirs / ours:7.2f}")


if __name__ == "__main__":
    main()
