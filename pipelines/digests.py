"""Digests of what decides a result: when one changes, the result is computed again.

A digest covers what decides and nothing else. Of tables (TOML, CSV) the content counts, so that a
comment or an order of keys does nothing; of code every byte does.
"""

import csv
import hashlib
import json
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

_HOME: Final = Path(__file__).parent
_VALUES: Final = ("model.py", "prose.py", "values.py", "identities.py", "resources.py")
# What a document is read as. `catalogue/rejections.toml` words refusals for people only.
READING: Final = (
    *_VALUES,
    *("agencies", "read", "parse"),
    *("catalogue/load.py", "catalogue/model.py", "catalogue/lexicon", "catalogue/templates"),
    *("catalogue/indicators.csv", "catalogue/members.csv"),
    *("catalogue/bounds.py", "catalogue/bounds.toml"),
    *("documents/convert.py", "documents/outcomes.py"),
)
# What of a text is compared with other texts.
COMPARING: Final = ("copying",)
# What the rules say of reports.
JUDGING: Final = ("validate", "sql/check", "filing")
# What a published store holds, given the above. Letters, words of pages and of the command line,
# accounts, points of the score and the fetcher's settings are not in it.
PUBLISHING: Final = (
    *READING,
    *COMPARING,
    *JUDGING,
    *("build", "sql/build", "sql/schema", "store/rows.py"),
    *("store/columns.toml", "store/hierarchy.toml", "store/hierarchy.py", "store/meanings.py"),
    *("ledger/decisions.py", "ledger/draft_states.py", "ledger/entries.py"),
)
# Libraries that decide what bytes say.
READERS: Final = (
    *("lxml", "selectolax", "pdfplumber", "pypdfium2", "python-docx", "openpyxl", "opencc"),
)


@lru_cache(maxsize=8)
def digest_of(parts: tuple[str, ...], home: Path = _HOME) -> str:
    """Return the digest of files and folders of the package."""
    return _digest(path for part in parts for path in _files(home / part))


@lru_cache(maxsize=4)
def reading_digest(reference: Path, editions: tuple[str, ...] = (), home: Path = _HOME) -> str:
    """Return the digest of everything that decides what a document is read as.

    `reference` is the folder of divisions and agencies, `editions` name the optional readers that
    are installed.
    """
    libraries = [f"{name}={version(name)}" for name in READERS]
    parts = (digest_of(READING, home), _digest(_files(reference)), *libraries, *editions)
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


def _files(root: Path) -> list[Path]:
    paths = [root] if root.is_file() else sorted(root.rglob("*"))
    return [path for path in paths if path.suffix in {".py", ".sql", ".toml", ".csv"}]


def _digest(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode())
        whole.update(hashlib.sha256(_content(path)).digest())
    return whole.hexdigest()


def _content(path: Path) -> bytes:
    if path.suffix == ".toml":
        content: object = tomllib.loads(path.read_text(encoding="utf-8"))
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            content = list(csv.reader(file))
    else:
        return path.read_bytes()
    return json.dumps(content, sort_keys=True, default=str, ensure_ascii=False).encode()
