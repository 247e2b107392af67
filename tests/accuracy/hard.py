"""Reports whose sentences come from hard.toml, with exactly stated facts."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.accuracy.compose import Draft, draft
from tests.accuracy.prose import Author
from tests.accuracy.truth import Stated
from tests.forms.chance import Chance

FACT = re.compile(
    r"(?P<id>[a-z_.]+)(?:\[(?P<member>[a-z_]+)\])?(?:\|(?P<label>[^=]+))?=(?P<sum>[a-z0-9+\-]+)(?P<about>~?)"
)
TERM = re.compile(r"([+\-]?)([a-z]|\d+)")


@lru_cache(maxsize=1)
def sentences() -> list[dict[str, Any]]:
    """Return every hard sentence."""
    path = Path(__file__).parent / "hard.toml"
    return list(tomllib.loads(path.read_text(encoding="utf-8"))["sentence"])


def hard_draft(chance: Chance) -> Draft:
    """Return a report whose prose is one hard sentence among plain ones that state nothing."""
    made = draft(chance, form=chance.pick(["2021", "2021", "2019", "narrative"]))
    made.truth.stated, made.truth.decoys = [], []
    author = Author(chance, made.truth)
    chosen = chance.pick(sentences())
    said = _say(chosen, author, chance)
    inside = False
    for part in made.parts:
        if part.kind == "h1":
            inside = part.text.startswith(("一、", "二、", "三、", "四、", "五、", "六、", "七、"))
            is_first = part.text.startswith("一、")
            written = False
        elif inside and part.kind == "p" and not part.sheet:
            if is_first and not written:
                part.text = said
                written = True
            else:
                part.text = "按照上级要求，各项工作平稳推进。"
    return made


def _say(chosen: dict[str, Any], author: Author, chance: Chance) -> str:
    values = {name: chance.between(*span) for name, span in chosen.get("draw", {}).items()}
    for name, terms in chosen.get("sums", {}).items():
        values[name] = _sum(terms, values)
    for key, is_optional in (("facts", False), ("optional", True)):
        for text in chosen.get(key, []):
            author.truth.stated.append(_fact(text, values, is_optional=is_optional))
    author.truth.decoys = [Decimal(values[name]) for name in chosen.get("decoys", [])]
    return author.write(chosen["text"], **values)


def _fact(text: str, values: dict[str, int], *, is_optional: bool) -> Stated:
    match = FACT.fullmatch(text)
    assert match, text
    return Stated(
        match["id"],
        Decimal(_sum(match["sum"], values)),
        member=match["member"] or "",
        label=match["label"] or "",
        is_approximate=bool(match["about"]),
        is_optional=is_optional,
    )


def _sum(terms: str, values: dict[str, int]) -> int:
    total = 0
    for sign, term in TERM.findall(terms):
        value = int(term) if term.isdigit() else values[term]
        total += -value if sign == "-" else value
    return total
