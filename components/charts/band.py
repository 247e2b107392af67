"""The middle of many agencies over the years: median, the middle half, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from components import theme
from components.charts.lines import (
    ChartLine,
    FormBreak,
    break_word,
    hairline,
    stretches,
    years_axis,
)
from components.theme import Chart

_HEIGHT: Final = 450


@dataclass(frozen=True, slots=True)
class QuartileBand:
    """The middle of many: median and quartiles a year, and the words under each year."""

    median: ChartLine
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    label: str
    bases: tuple[str, ...]


def band_chart(
    years: Sequence[str],
    band: QuartileBand,
    breaks: Sequence[FormBreak],
    *,
    is_narrow: bool = False,
) -> Chart:
    """Draw the median of many agencies with the span of the middle half, and n under each year."""
    top = max((value for value in band.high if value is not None), default=1.0) * 1.1 or 1.0
    columns = [i for i in range(len(years)) if not is_narrow or i % 3 == (len(years) - 1) % 3]
    axis = years_axis(years, most=len(years)) | {
        "tickvals": [years[i] for i in columns],
        "ticktext": [f"{years[i]}<br>{band.bases[i]}" for i in columns],
    }
    return {
        "data": [
            *_whiskers(years, band),
            *stretches(years, replace(band.median, is_median=False), theme.ACCENT, "x", "y"),
        ],
        "layout": theme.layout(
            height=_HEIGHT,
            legend=theme.LEGEND,
            xaxis=axis,
            yaxis=theme.value_axis(range=[0, top], automargin=True),
            shapes=[hairline(years, mark, "x", "y domain") for mark in breaks],
            annotations=[break_word(years, mark) for mark in breaks],
            margin={"l": 8, "r": 24, "t": 34, "b": 44, "pad": 6},
        ),
    }


def _whiskers(years: Sequence[str], band: QuartileBand) -> list[dict[str, Any]]:
    """Return one pale column a year from the lower to the upper quartile."""
    known = [i for i, low in enumerate(band.low) if low is not None and band.high[i] is not None]
    lows = [band.low[i] or 0.0 for i in known]
    return [
        {
            "type": "bar",
            "name": band.label,
            "x": [years[i] for i in known],
            "base": lows,
            "y": [(band.high[i] or 0.0) - low for i, low in zip(known, lows, strict=True)],
            "width": 0.34,
            "hovertext": [band.median.hovers[i] for i in known],
            "hoverinfo": "text",
            "marker": {"color": theme.TINTS[0]},
        }
    ]
