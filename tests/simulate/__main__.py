"""`python -m tests.simulate` rewrites data/demo, byte for byte the same every time."""

from pipelines.settings import settings
from tests.simulate.write import write

if __name__ == "__main__":
    write(settings().demo)
