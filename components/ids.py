"""Every component id, one enumeration per group."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Shell(StrEnum):
    """The frame around every page."""

    URL = "shell-url"
    HEADER = "shell-header"
    RIBBON = "shell-ribbon"
    NARROW = "shell-narrow"
    MAIN = "main"
    FOOT = "shell-foot"
    NOTICE = "shell-notice"
    LIVE = "shell-live"


@unique
class Filters(StrEnum):
    """The one bar of controls."""

    BAR = "filters-bar"
    WORDS = "filters-words"
    DATASET = "filters-dataset"
    PROVINCE = "filters-province"
    CITY = "filters-city"
    COUNTY = "filters-county"
    AGENCIES = "filters-agencies"
    FIRST = "filters-first"
    LAST = "filters-last"
    INDICATOR = "filters-indicator"


@unique
class FigurePanel(StrEnum):
    """Charts and their tables; one page shows one question."""

    GRAPH = "figure-graph"
    OPEN_TABLE = "figure-open-table"
    TABLE = "figure-table"
    OPEN_SOURCES = "figure-open-sources"
    SOURCES = "figure-sources"
    SENTENCE = "figure-sentence"


@unique
class VerdictForm(StrEnum):
    """The form of a person's verdict."""

    REASON = "findings-reason"
    NAME = "findings-name"
    SEEN = "findings-seen"
    CONFIRMED = "findings-confirmed"
    EXCLUDED = "findings-excluded"
    PENDING = "findings-pending"
    WITHDRAWN = "findings-withdrawn"
    SAID = "findings-said"


@unique
class Importing(StrEnum):
    """The desk: what was brought in, and the build that shows it."""

    DROP = "importing-drop"
    SENTENCE = "importing-sentence"
    LIST = "importing-list"
    BUILD = "importing-build"
    TICK = "importing-tick"
    REFRESH = "importing-refresh"
    REDRAW = "importing-redraw"


OF_PAGES = (FigurePanel, VerdictForm, Importing)  # those that come and go with the page
