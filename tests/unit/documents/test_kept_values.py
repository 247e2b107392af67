"""What is kept of a document: the same values again, and no name of a field a thousand times."""

import pickle
from pathlib import Path

from pipelines.agencies import Agencies
from pipelines.documents.outcomes import outcome_and_reading
from pipelines.settings import ROOT

PAGE = ROOT / "data" / "demo" / "documents" / "990101001" / "2022.html"
NAMES = (b"column_span", b"row_span", b"is_approximate", b"is_partial", b"readings")


def test_what_is_kept_comes_back_as_it_was_and_holds_no_names_of_fields():
    agencies = Agencies.load(ROOT / "data" / "reference")
    value = outcome_and_reading(PAGE.read_bytes(), Path(PAGE).name, "", agencies)
    packed = pickle.dumps(value, protocol=5)
    assert value[0].reports[0].figures
    assert pickle.loads(packed) == value  # noqa: S301 - made here
    assert [name for name in NAMES if name in packed] == []
