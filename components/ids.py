"""Every component id, one enumeration per group."""

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
    REDRAW = "shell-redraw"


@unique
class Filters(StrEnum):
    """The one bar of controls."""

    BAR = "filters-bar"
    WORDS = "filters-words"
    DATASET = "filters-dataset"
    CHIPS = "filters-chips"
    LEVEL = "filters-level"
    FIRST = "filters-first"
    LAST = "filters-last"
    INDICATOR = "filters-indicator"


@unique
class PaperHead(StrEnum):
    """What a letter is headed with; each is remembered in the reader's browser."""

    LETTERHEAD = "paper-letterhead"
    OFFICE = "paper-office"
    NUMBER = "paper-number"
    COPIES = "paper-copies"
    CONTACT = "paper-contact"
    DEADLINE = "paper-deadline"


@unique
class FigurePanel(StrEnum):
    """Charts and their tables; one page shows one question."""

    GRAPH = "figure-graph"
    OPEN_TABLE = "figure-open-table"  # the tab that leads to the table
    TABLE = "figure-table"
    OPEN_SOURCES = "figure-open-sources"
    SOURCES = "figure-sources"
    SENTENCE = "figure-sentence"


@unique
class Importing(StrEnum):
    """The desk: what was brought in, and the build that shows it."""

    DROP = "importing-drop"
    SENTENCE = "importing-sentence"
    LIST = "importing-list"
    BUILD = "importing-build"
    TICK = "importing-tick"
    REFRESH = "importing-refresh"


OF_PAGES = (FigurePanel, Importing)  # those that come and go with the page
