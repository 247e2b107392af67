"""One option for the fuzz tests: how many cases each of them tries."""

import pytest

FEW = 60


def pytest_addoption(parser):
    parser.addoption(
        "--fuzz", type=int, default=FEW, help="cases of each fuzz test (20000 before a release)"
    )


@pytest.fixture(scope="session")
def cases(request):
    return request.config.getoption("--fuzz", default=FEW)
