"""Paths become bytes, or one clear sentence."""

import os
from pathlib import Path

import pytest

from pipelines.documents.collect import files, load, shown
from pipelines.errors import CollectError


def test_folders_are_walked_to_the_bottom_in_order(tmp_path):
    for name in ("b/2.html", "a/1.html", "a/.git/x", ".hidden", "c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [one.path.relative_to(tmp_path).as_posix() for one in files([tmp_path])]
    assert found == ["c.txt", "a/1.html", "b/2.html"]


def test_a_link_that_points_nowhere_or_in_a_circle_is_left_out(tmp_path):
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    (tmp_path / "a.txt").write_text("x")
    assert [one.path.name for one in files([tmp_path])] == ["a.txt"]


@pytest.mark.parametrize("name", ["gone.txt", "x" * 300, "a/b/c"])
def test_a_missing_file_is_a_clear_fault(name, tmp_path):
    for ask in (load, lambda path: list(files([path]))):
        with pytest.raises(CollectError) as fault:
            ask(tmp_path / name)
        assert "\n" not in str(fault.value)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(CollectError, match="folder"):
        load(tmp_path)


def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CollectError, match="not a file"):
        load(tmp_path / "pipe")


@pytest.mark.parametrize("name", [b"a\xff.txt", b"a\nb.txt", b"a\x1b[31m.txt"])
def test_any_name_can_be_shown_on_one_line(name):
    said = shown(Path(os.fsdecode(name)))
    assert said.encode("utf-8")
    assert said.isprintable()


def test_a_list_beside_the_files_says_where_they_were_published(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("in/a.html", "b.html"):
        (tmp_path / name).write_text("x")
    (tmp_path / "manifest.csv").write_text("path,address\nin/a.html,https://example.gov.cn/a\n")
    found = {one.path.name: one.address for one in files([tmp_path])}
    assert found == {"a.html": "https://example.gov.cn/a", "b.html": ""}


def test_a_table_that_only_bears_the_name_of_the_list_is_a_file_like_any(tmp_path):
    (tmp_path / "manifest.csv").write_text("a,b\n1,2\n")
    assert [one.path.name for one in files([tmp_path])] == ["manifest.csv"]
