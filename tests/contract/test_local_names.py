"""A local that lives longer than three lines says what it holds."""

import ast

from pipelines.settings import ROOT

VAGUE = {"one", "found", "kept", "told", "said"}
LIVES = 3  # lines from its first mention to its last


def vague_locals(tree):
    """Return the functions and names of the vague locals of a module that live too long."""
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    for function in functions:
        lines: dict[str, list[int]] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and node.id in VAGUE:
                lines.setdefault(node.id, []).append(node.lineno)
        arguments = {a.arg for a in (*function.args.args, *function.args.kwonlyargs)}
        for name in lines.keys() - arguments:
            if max(lines[name]) - min(lines[name]) > LIVES:
                yield f"{function.name}: {name}"


def test_no_local_that_lives_long_says_nothing():
    places = [
        f"{path.relative_to(ROOT)} {local}"
        for package in ("pipelines", "components")
        for path in sorted((ROOT / package).rglob("*.py"))
        for local in vague_locals(ast.parse(path.read_text("utf-8")))
    ]
    assert places == []
