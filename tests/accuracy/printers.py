"""Reports printed by real programs: Chromium, LibreOffice, and the text pdftotext takes from them.

`python -m tests.accuracy.printers FOLDER --count 12` writes them and scores each; what is written
depends on the programs at hand, so none of it enters `docs/accuracy.md`.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.accuracy import markup, office
from tests.accuracy.compose import Draft, draft
from tests.accuracy.run import reports
from tests.accuracy.score import Tally, score
from tests.accuracy.truth import Paper
from tests.forms.chance import Chance

PROGRAMS = {"chromium": "chromium", "office": "soffice", "text": "pdftotext"}
TEXTS = {"plain": [], "layout": ["-layout"], "raw": ["-raw"]}
FACES = ("Noto Sans CJK SC", "Noto Serif CJK SC", "Droid Sans Fallback", "Noto Sans Mono CJK SC")
READ = ("right", "recovered")
UNREAD = ("flagged", "missed", "withheld")


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed file and the report it was printed from."""

    how: str
    path: Path
    made: Draft


def missing() -> list[str]:
    """Return the programs that are not at hand."""
    return [name for name in PROGRAMS.values() if shutil.which(name) is None]


def style(chance: Chance) -> str:
    """Return a page's style: faces, sizes, margins and widths as printing offices choose them."""
    size = chance.pick([8, 9, 10.5, 12, 14, 16])
    layout = chance.pick(["auto", "auto", "fixed"])
    breaks = chance.pick(["normal", "break-all", "break-all"])
    lines = chance.pick(
        ["1px solid black", "0.5pt solid #333", "2px solid black", "1px solid #ccc"]
    )
    narrow = chance.pick(["", "td:not(:first-child){width:1.6em}", "table{width:70%}"])
    return (
        f"@page{{size:A4 {chance.pick(['portrait', 'portrait', 'landscape'])};"
        f"margin:{chance.pick([8, 18, 25, 32])}mm}}"
        f"body{{font-family:'{chance.pick(list(FACES))}';font-size:{size}pt;"
        f"line-height:{chance.pick([1.2, 1.5, 2])}}}"
        f"table{{border-collapse:{chance.pick(['collapse', 'collapse', 'separate'])};"
        f"border-spacing:0;width:100%;table-layout:{layout};font-size:{chance.pick([80, 100])}%}}"
        f"td{{border:{lines};padding:{chance.pick([0, 2, 6])}px;word-break:{breaks};"
        f"text-align:{chance.pick(['center', 'center', 'left'])};"
        f"vertical-align:{chance.pick(['middle', 'middle', 'top'])}}}{narrow}"
    )


def printed(folder: Path, seed: str, number: int) -> Iterator[Printed]:
    """Write one report by every program, and the texts taken from it."""
    chance = Chance(seed, number)
    made = draft(chance, chrome=False)
    name = f"{seed}{number}"
    page = markup.document(markup.body(made, "plain"), made.parts[0].text, "plain")
    html = folder / f"{name}.html"
    if html.exists():
        yield from _known(folder, name, made)
        return
    html.write_text(page.replace("</head>", f"<style>{style(chance)}</style></head>"), "utf-8")
    _run([
        PROGRAMS["chromium"], "--headless", "--no-sandbox", "--disable-gpu",
        f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer",
        f"--print-to-pdf={folder / name}-chromium.pdf", str(html),
    ])  # fmt: skip
    word = folder / f"{name}-office.docx"
    word.write_bytes(_ruled(office.docx(made)) if chance.often(0.8) else office.docx(made))
    _run([
        PROGRAMS["office"], f"-env:UserInstallation=file://{folder / 'office'}", "--headless",
        "--convert-to", "pdf", "--outdir", str(folder), str(word),
    ])  # fmt: skip
    for program in ("chromium", "office"):
        _texts(folder / f"{name}-{program}.pdf")
    yield from _known(folder, name, made)


def _known(folder: Path, name: str, made: Draft) -> Iterator[Printed]:
    """Yield what has been printed of one report."""
    for program in ("chromium", "office"):
        path = folder / f"{name}-{program}.pdf"
        if path.exists():
            yield Printed(f"pdf {program}", path, made)
        for how in TEXTS:
            text = path.with_name(f"{path.stem}-{how}.txt")
            if text.exists():
                yield Printed(f"text {how} of {program}", text, made)


def _ruled(docx: bytes) -> bytes:
    """Return a Word document whose tables are ruled, as those of offices are."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides)
    properties = f"<w:tbl><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:tbl>", properties.encode())
            target.writestr(name, data)
    return out.getvalue()


def _texts(path: Path) -> None:
    for how, options in TEXTS.items():
        _run([PROGRAMS["text"], *options, str(path), str(path.with_name(f"{path.stem}-{how}.txt"))])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=False, capture_output=True, timeout=180)


def judged(one: Printed) -> Tally:
    """Read and score one printed file."""
    ending = one.path.suffix.removeprefix(".")
    paper = Paper(one.how, f"report.{ending}", one.path.read_bytes(), [one.made.truth])
    return score(paper, reports(paper.data, paper.name))


def main() -> int:
    """Print, read and score; 1 where a number is silently wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy.printers", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", default="printed")
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--notes", type=int, default=0)
    options = parser.parse_args()
    if missing():
        print(f"not at hand: {missing()}", file=sys.stderr)
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    tallies: dict[str, Tally] = {}
    for number in range(options.count):
        for one in printed(options.folder, options.seed, number):
            tally = judged(one)
            tally.notes = [f"{note} ({one.path.name})" for note in tally.notes]
            tallies.setdefault(one.how, Tally()).merge(tally)
    return _report(tallies, options.notes)


def _report(tallies: dict[str, Tally], notes: int) -> int:
    wrong = 0
    for how, tally in sorted(tallies.items()):
        read = sum(tally.counts[key] for key in READ)
        lost = sum(tally.counts[key] for key in UNREAD)
        wrong += tally.counts["silently wrong"]
        print(f"{how:28} {read:6} right {lost:6} lost {tally.counts['silently wrong']:5} wrong")
        for note in tally.notes[:notes]:
            print(f"    {note}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
