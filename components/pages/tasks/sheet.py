"""The tasks that pass the filters as a table for files: every row, whatever page is shown."""

from typing import Final

from components.answers import Empty, Sheet
from components.context import PageRequest
from components.pages.tasks.answer import Row, beside, task_board
from components.tables import Table, TableCell, columns_of
from components.view import Language
from components.words import say
from pipelines.desk.task_rows import state_words

_COLUMNS: Final = (
    *("unit", "year", "what", "basis", "due_on", "state", "beside", "feedback", "review"),
    *("reason", "made_by", "made_at", "by", "at", "rule", "task"),
)


def sheet(ask: PageRequest) -> Sheet | None:
    """Return what the downloads of the tasks' page carry; None where they are not for the visitor.

    Days and hours are those of the installation.
    """
    board = task_board(ask)
    if isinstance(board, Empty):
        return None
    language = ask.language
    columns = columns_of("tasks_column.", _COLUMNS, language)
    return Sheet(
        *board.head,
        coverage=say("tasks.coverage", language, n=len(board.rows)),
        table=Table(columns, tuple(_cells(row, language) for row in board.rows)),
    )


def _cells(row: Row, language: Language) -> tuple[TableCell, ...]:
    texts = (
        *(row["agency"], str(row["report_year"]), row[f"message_{language}"]),
        *(row[f"basis_{language}"], row["due_on"], state_words(row["state"], language)),
        *(beside(row, language), row["feedback"], row["review"], row["reason"], row["made_by"]),
        *(row["made_at"], row["by"], row["at"], row["rule"], row["task"]),
    )
    return tuple(TableCell(text) for text in texts)
