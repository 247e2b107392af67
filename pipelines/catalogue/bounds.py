"""What the value of an indicator can be at all: finite, with so many digits. Pure."""

from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from pipelines.catalogue.load import catalogue
from pipelines.resources import toml

Excess = Literal["", "infinite", "digits", "decimals"]
_EXACT: Final = 15  # digits that a double tells apart
_LONGEST: Final = 64  # characters of a number that is looked at


class Bound(NamedTuple):
    """How many digits a value may have before and after the decimal point."""

    digits: int
    decimals: int


def bound_of(indicator: str) -> Bound:
    """Return the bounds of an indicator: those of its unit, the wider ones where it has two."""
    return _bounds().get(indicator) or _bounds()[""]


def excess(indicator: str, value: Decimal) -> Excess:
    """Return what is beyond the bounds of an indicator's value, "" where nothing is."""
    if not value.is_finite():
        return "infinite"
    bound = bound_of(indicator)
    if value and value.adjusted() >= bound.digits:
        return "digits"
    if len(value.as_tuple().digits) > _EXACT and len(value.normalize().as_tuple().digits) > _EXACT:
        return "digits"
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > bound.decimals:
        shortest = value.normalize().as_tuple().exponent
        return "decimals" if isinstance(shortest, int) and -shortest > bound.decimals else ""
    return ""


def within(indicator: str, value: object) -> Decimal | None:
    """Return the number that something says, None where it is none that the indicator can have."""
    text = str(value).strip()
    if isinstance(value, bool) or len(text) > _LONGEST:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return None if excess(indicator, number) else number


@lru_cache(maxsize=1)
def _bounds() -> dict[str, Bound]:
    table = toml("pipelines.catalogue", "bounds.toml")
    units = {name: Bound(**bound) for name, bound in table["unit"].items()}
    default = Bound(**table["default"])
    bounds = {"": default}
    for indicator in catalogue().indicators:
        own, before = units.get(indicator.unit, default), bounds.get(indicator.id)
        bounds[indicator.id] = Bound(*map(max, own, before)) if before else own
    return bounds
