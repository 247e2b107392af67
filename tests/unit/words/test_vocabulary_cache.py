"""Patterns as an earlier command compiled them: the same patterns, or none of it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines import patterns, resources
from pipelines.cli import vocabulary_cache

TEXTS = (
    *("(?P<made>[一二三\\d]+)件(?:信息)?(?P<place>.{0,4})", "(?<![不未])公开|[^,;。]{0,8}受理"),
    *("", "(?i:qq)群", "(?P<a>[〇零])(?P=a)", "\\s+", *(f"第{n}条" for n in range(20))),
)
FLAGGED = ("qq群.", re.IGNORECASE | re.DOTALL)
SAID = "全年QQ群受理三十件信息在网上，未公开〇〇第7条"


@pytest.fixture(autouse=True)
def _apart():
    re.purge()


def told(pattern):
    found = [(m.span(), m.groupdict()) for m in pattern.finditer(SAID)]
    return pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex), found


def kept_once(folder):
    with vocabulary_cache.reused(folder):
        for text in TEXTS:
            re.compile(text)
        re.compile(*FLAGGED)  # as the code of libraries has it
    return vocabulary_cache.path_in(folder)


def test_what_was_kept_is_what_would_be_compiled_and_nothing_is_compiled_again(
    tmp_path, monkeypatch
):
    known = vocabulary_cache.read(kept_once(tmp_path / "cache").parent).codes
    re.purge()
    with monkeypatch.context() as nothing, patterns.recalled(known) as new:
        nothing.setattr(patterns, "_code", None)
        again = [told(re.compile(text)) for text in TEXTS]
        flagged = told(re.compile(*FLAGGED))
    re.purge()
    assert again == [told(re.compile(text)) for text in TEXTS]
    assert flagged == told(re.compile(*FLAGGED)) != told(re.compile(FLAGGED[0]))
    assert new == {}


def test_tables_that_were_kept_are_those_of_the_texts_and_nothing_is_parsed_again(
    tmp_path, monkeypatch
):
    root = resources.files("pipelines")
    names = [str(one.relative_to(root)) for one in sorted(Path(str(root)).rglob("*.toml"))]
    with vocabulary_cache.reused(tmp_path):
        resources.toml.cache_clear()
        parsed = {name: resources.toml("pipelines", name) for name in names}
    with monkeypatch.context() as nothing, vocabulary_cache.reused(tmp_path):
        nothing.setattr(resources.tomllib, "loads", None)
        resources.toml.cache_clear()
        again = {name: resources.toml("pipelines", name) for name in names}
    resources.toml.cache_clear()
    assert len(names) > 40
    assert [name for name in names if again[name] != parsed[name]] == []
    assert resources.toml("pipelines", names[0]) == parsed[names[0]]


def test_afterwards_everybody_compiles_as_ever(tmp_path):
    ordinary = re._compiler.compile
    kept_once(tmp_path)
    assert re._compiler.compile is ordinary


def test_what_cannot_be_trusted_is_not_used(tmp_path):
    path = kept_once(tmp_path / "cache")
    content, folder = path.read_bytes(), path.parent
    assert len(vocabulary_cache.read(folder).codes) == len(TEXTS) + 1
    used = {}
    for fault, damaged in (
        ("cut", content[:-4]),
        ("changed", content[:-1] + bytes([content[-1] ^ 1])),
        ("empty", b""),
    ):
        path.write_bytes(damaged)
        used[fault] = sum(map(len, vocabulary_cache.read(folder)))
    path.write_bytes(content)
    path.chmod(0o660)
    used["others may write"] = sum(map(len, vocabulary_cache.read(folder)))
    path.chmod(0o600)
    folder.chmod(0o777)
    used["others may write the folder"] = sum(map(len, vocabulary_cache.read(folder)))
    assert used == dict.fromkeys(used, 0)


def test_numbers_that_are_no_code_cost_nothing_but_time():
    broken = patterns.Code(32, 0, {}, [7, 7, 7])
    with patterns.recalled({("第1条", 0): broken}):
        used = told(re.compile("第1条"))
        with pytest.raises(re.error):
            re.compile("(")
    re.purge()
    assert used == told(re.compile("第1条"))


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    path = kept_once(tmp_path / "cache")
    assert not path.exists()


def test_a_table_that_cannot_be_kept_stops_nothing(tmp_path):
    day = resources.tomllib.loads("day = 2026-01-31")
    tables = {str(number): day for number in range(vocabulary_cache.LEAST)}
    vocabulary_cache.write(
        tmp_path,
        vocabulary_cache.CompiledVocabulary({}, {}),
        vocabulary_cache.CompiledVocabulary({}, tables),
    )
    assert list(tmp_path.iterdir()) == []


def test_few_new_patterns_are_not_worth_a_file(tmp_path):
    with vocabulary_cache.reused(tmp_path):
        re.compile(TEXTS[0])
    assert list(tmp_path.iterdir()) == []


def test_the_second_check_of_a_page_compiles_hardly_anything(tmp_path):
    script = (
        "import sys, re._compiler as c\n"
        "count, compile_ = [0], c._code\n"
        "c._code = lambda *words: (count.__setitem__(0, count[0] + 1), compile_(*words))[1]\n"
        "from pipelines.cli.main import main\n"
        "sys.argv = ['mingcha', 'check', 'data/demo/documents/990101001/2022.html']\n"
        "try: main()\n"
        "finally: print(count[0], file=sys.stderr)\n"
    )
    env = dict(os.environ) | {"XDG_CACHE_HOME": str(tmp_path)}  # noqa: TID251 - passed on
    runs = [
        subprocess.run(
            [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False
        )
        for _ in range(2)
    ]
    counts = [int(run.stderr.split()[-1]) for run in runs]
    assert runs[0].stdout == runs[1].stdout != ""
    assert counts[1] < counts[0] / 5, counts
