"""What the tests of names and years read a report with."""

import pytest

from pipelines.agencies import Agencies
from pipelines.catalogue.load import catalogue
from pipelines.model import Paragraph, Reading, Rejection
from pipelines.parse import parse
from pipelines.settings import settings


@pytest.fixture(scope="module")
def agencies():
    return Agencies.load(settings().reference)


@pytest.fixture
def report(agencies):
    def of(text, address="", title=""):
        lines = [line for line in text.split("\n") if line.strip()]
        blocks = tuple(Paragraph(line, line=i) for i, line in enumerate(lines, 1))
        reading = Reading("0", "x.txt", "text", blocks, title=title, address=address)
        found = parse(reading, catalogue(), agencies)
        assert not isinstance(found, Rejection), found
        assert len(found) == 1
        return found[0]

    return of
