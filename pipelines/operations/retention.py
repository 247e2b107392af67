"""Which backups are kept: the newest of each of the last days, weeks and months. Pure."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

DAILY, WEEKLY, MONTHLY = 7, 4, 12
_NAME: Final = re.compile(r"mingcha-(\d{8}-\d{6})\.tar(?:\.gz|\.zst)?")


def superseded(names: Iterable[str]) -> list[str]:
    """Return the names of backups that may go, oldest first.

    The newest backup of each of the last 7 days, 4 weeks and 12 months that have one stays. What
    is not called as the timer calls its backups is nobody's business here, and stays.
    """
    made = sorted(
        (datetime.strptime(found[1], "%Y%m%d-%H%M%S"), name)  # noqa: DTZ007 - by the host's clock
        for name in names
        if (found := _NAME.fullmatch(name))
    )
    periods: tuple[tuple[int, Callable[[date], object]], ...] = (
        (DAILY, lambda day: day),
        (WEEKLY, lambda day: day.isocalendar()[:2]),
        (MONTHLY, lambda day: (day.year, day.month)),
    )
    staying: set[str] = set()
    for count, period in periods:
        newest = {period(moment.date()): name for moment, name in made}
        staying |= set(list(newest.values())[-count:])
    return [name for _, name in made if name not in staying]
