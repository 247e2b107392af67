"""Every fault that is planted, one a report, family by family."""

from importlib import import_module

from tests.rules.pages.planting import FAULTS, LAST, Fault

# A family plants its faults when it is read; a fault's place in the list decides its page's style.
for family in ("in_tables", "between", "in_text", "of_form"):
    import_module(f"tests.rules.pages.faults_{family}")

__all__ = ["FAULTS", "LAST", "Fault"]
