"""What a reader that starts at once has loaded: readers are copies of a process that imports it."""

from importlib import import_module

from pipelines.documents.outcomes import Outcomes, outcome_and_reading
from pipelines.documents.reception import register
from pipelines.settings import settings

for reader in ("openpyxl", "pipelines.read.pdf"):  # which only files of their kind load
    import_module(reader)

# A whole report loads forms, vocabulary and the register as no single line of it would.
_MODELS = settings().data / "demo" / "documents"
for page in sorted(_MODELS.glob("*/*.html"))[:2]:
    outcome_and_reading(page.read_bytes(), page.name, "", register(settings().reference))
Outcomes(settings().store, settings().reference)  # what decides reading is digested once
