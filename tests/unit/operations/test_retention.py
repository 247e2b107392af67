"""Seven daily, four weekly and twelve monthly backups stay, and nothing that is no backup goes."""

from datetime import datetime, timedelta

from pipelines.operations.backup import superseded


def test_backups_of_two_years_come_to_those_of_days_weeks_and_months():
    start = datetime(2024, 1, 1, 2, 30)  # noqa: DTZ001 - as the timer names them
    names = [f"mingcha-{start + timedelta(days=n):%Y%m%d-%H%M%S}.tar.zst" for n in range(731)]
    gone = superseded([*names, "mingcha-before.tar.zst", "mingcha-20240101-023000.sqlite"])
    kept = [name[8:16] for name in names if name not in gone]
    assert kept == [
        *("20250131", "20250228", "20250331", "20250430", "20250531", "20250630"),
        *("20250731", "20250831", "20250930", "20251031", "20251130", "20251214"),
        *("20251221", "20251225", "20251226", "20251227", "20251228", "20251229"),
        *("20251230", "20251231"),
    ]
    assert set(gone) <= set(names)
    assert superseded(names[:3]) == []
