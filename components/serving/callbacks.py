"""What a browser must send for a callback: looked at before anything of it is used. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

PATH: Final = "/_dash-update-component"


def is_callback(body: object, known: Mapping[str, Mapping[str, Sequence[object]]]) -> bool:
    """Tell whether a body asks for a callback that there is, with all that it needs.

    Args:
        body: what was sent, as JSON.
        known: what each callback takes as "inputs" and "state", by its output.
    """
    if not isinstance(body, Mapping) or not isinstance(body.get("output"), str):
        return False
    wanted = known.get(body["output"])
    changed, outputs = body.get("changedPropIds", []), body.get("outputs", [])
    return (
        wanted is not None
        and isinstance(changed, list)
        and all(isinstance(one, str) for one in changed)
        and all(_is_place(one) for one in (outputs if isinstance(outputs, list) else [outputs]))
        and all(_are_places(body.get(name, []), wanted[name]) for name in ("inputs", "state"))
    )


def _are_places(sent: Any, wanted: Sequence[object]) -> bool:  # noqa: ANN401 - whatever was sent
    return (
        isinstance(sent, list) and len(sent) == len(wanted) and all(_is_place(one) for one in sent)
    )


def _is_place(sent: Any) -> bool:  # noqa: ANN401 - whatever was sent
    """Tell whether something names a property of a component, or a list of such."""
    if isinstance(sent, list):
        return all(isinstance(one, Mapping) and _is_place(one) for one in sent)
    is_named = isinstance(sent, Mapping) and isinstance(sent.get("property"), str)
    return is_named and isinstance(sent.get("id"), str | Mapping)
