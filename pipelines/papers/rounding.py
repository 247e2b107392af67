"""Numbers as papers write them: a half is rounded up, as people and spreadsheets do."""

from decimal import ROUND_HALF_UP, Decimal


def rounded(value: float, places: int) -> str:
    """Write a number with at most so many decimals, none of them an idle nought."""
    exact = Decimal(str(round(value, 9))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: float) -> str:
    """Write a share (0-1) in hundredths with at most one decimal."""
    return rounded(share * 100, 1)
