"""Colour, type and Plotly settings as values; the style sheet holds the same colours as variables.

Charts are drawn in the light scheme. The dark one is a matter of the style sheet alone, so that a
picture taken out of the page is always dark ink on a light ground.
"""

from typing import Any, Final

from components.view import Language

Chart = dict[str, Any]
Config = dict[str, str | bool]

INK: Final = "#1D2327"
INK_ON_PALE: Final = "#1E2428"  # the style sheet turns it light where the ground is dark
MUTED: Final = "#5C666D"
HAIRLINE: Final = "#DAD7CF"
GROUND: Final = "#FBFAF7"
ACCENT: Final = "#1F5C6B"
QUIET: Final = "#B4BCC0"
OTHER: Final = "#8A8F94"
DOUBT: Final = "#B26A00"
SERIES: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B58900", "#56B4E9", "#7A6F9B")
SERIES_INK: Final = (
    "#005C91",
    "#A84900",
    "#00734F",
    "#9B4379",
    "#7A5C00",
    "#1F6F9F",
    "#5E5384",
)
BAND: Final = "rgba(31,92,107,0.12)"  # the middle half behind bars: pale on either ground
TINTS: Final = ("#B9D0D6", "#7FA9B3", "#4A818E", "#1F5C6B")
FONT: Final = (
    '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif'
)
LEGEND: Final[dict[str, Any]] = {
    "orientation": "h",
    "x": 0,
    "y": 1,
    "yanchor": "bottom",
    "traceorder": "normal",
    "itemclick": False,
    "itemdoubleclick": False,
    "font": {"size": 12},
}
_LOCALES: Final = {"zh": "zh-CN", "en": "en-US"}


def config(language: Language) -> Config:
    """Return the one configuration of every chart: nothing leaves the machine."""
    return {
        "locale": _LOCALES[language],
        "displaylogo": False,
        "displayModeBar": False,
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "responsive": True,
        "scrollZoom": False,
        "doubleClick": False,
    }


def layout(height: int, **more: object) -> dict[str, Any]:
    """Return the layout every chart starts from."""
    base: dict[str, Any] = {
        "height": height,
        "autosize": True,
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 56, "t": 28, "b": 28, "pad": 6},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": "#FFFFFF",
            "bordercolor": HAIRLINE,
            "font": {"family": FONT, "size": 13, "color": INK},
            "align": "left",
        },
    }
    return {**base, **more}


def value_axis(**more: object) -> dict[str, Any]:
    """Return an axis of values: from zero, hairlines, no line of its own."""
    return {
        "rangemode": "tozero",
        "gridcolor": HAIRLINE,
        "gridwidth": 1,
        "zeroline": True,
        "zerolinecolor": MUTED,
        "zerolinewidth": 1,
        "tickfont": {"size": 12, "color": MUTED},
        "fixedrange": True,
        "nticks": 6,
        "separatethousands": True,
        "exponentformat": "none",
        **more,
    }


def name_axis(names: list[str], **more: object) -> dict[str, Any]:
    """Return an axis of names or years in the given order: always categories."""
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": names,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"size": 13, "color": INK},
        **more,
    }


def bars_ink(colours: list[str], is_hatched: list[bool], solidity: float) -> dict[str, Any]:
    """Return the fill of bars, some of them hatched with lighter strokes over their colour.

    Plotly hatches each bar over its own colour. The one ground named here is never drawn: without
    it Plotly looks for the contrast of the whole list, which is no colour, and says so aloud.
    """
    return {
        "color": colours,
        "pattern": {
            "shape": ["/" if one else "" for one in is_hatched],
            "fillmode": "overlay",
            "bgcolor": ACCENT,
            "size": 6,
            "solidity": solidity,
        },
    }


def ink_on(colour: str) -> str:
    """Return the ink that reads on a colour: dark on light ones, white on dark ones."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    light = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return INK if light > 0.22 else "#FFFFFF"
