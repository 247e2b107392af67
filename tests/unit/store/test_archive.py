"""The archive keeps what was received, by its hash, unedited."""

import json
from multiprocessing.dummy import Pool

import pytest

from pipelines.documents.archive import Archive
from pipelines.errors import ArchiveError


def test_what_is_put_comes_back_with_where_it_came_from(tmp_path):
    archive = Archive(tmp_path)
    document, is_new = archive.put("年报".encode(), "报告.HTML", "https://example.gov.cn/1")
    assert is_new
    assert archive.open(document.sha256) == "年报".encode()
    assert document.path.name == f"{document.sha256}.html"
    assert list(archive.documents()) == [document]
    assert archive.find(document.sha256[:8]).address == "https://example.gov.cn/1"


def test_the_same_bytes_are_kept_once_and_the_first_receipt_counts(tmp_path):
    archive = Archive(tmp_path)
    first, _ = archive.put(b"x", "a.txt")
    second, is_new = archive.put(b"x", "b.txt")
    assert not is_new
    assert second == first
    assert len(list(tmp_path.rglob("*.txt"))) == 1


@pytest.mark.parametrize(
    "name", ["a", "a.json", "../../etc/passwd", "年报.表格文件", ".html", "a."]
)
def test_a_name_never_leaves_the_folder_or_hides_the_record(name, tmp_path):
    archive = Archive(tmp_path / "archive")
    document, _ = archive.put(b"x", name)
    assert document.path.parent.parent == tmp_path / "archive"
    assert archive.open(document.sha256) == b"x"
    assert archive.find(document.sha256).name == name


def test_bytes_without_their_record_are_put_again(tmp_path):
    archive = Archive(tmp_path)
    document, _ = archive.put(b"x", "a.txt")
    document.path.with_suffix(".json").unlink()
    assert list(archive.documents()) == []
    _, is_new = archive.put(b"x", "a.txt")
    assert is_new
    assert len(list(archive.documents())) == 1


def test_a_changed_document_is_noticed(tmp_path):
    archive = Archive(tmp_path)
    document, _ = archive.put(b"x", "a.txt")
    document.path.write_bytes(b"y")
    with pytest.raises(ArchiveError, match="changed"):
        archive.open(document.sha256)


@pytest.mark.parametrize("wanted", ["", "zz", "abc", "f" * 64, "../../x"])
def test_what_is_not_there_is_a_clear_fault(wanted, tmp_path):
    with pytest.raises(ArchiveError):
        Archive(tmp_path).find(wanted)


def test_a_broken_record_is_a_clear_fault(tmp_path):
    archive = Archive(tmp_path)
    document, _ = archive.put(b"x", "a.txt")
    document.path.with_suffix(".json").write_text(json.dumps({"sha256": "x"}))
    assert list(archive.documents()) == []
    assert [one.sha256 for one in archive.broken()] == [document.sha256]
    with pytest.raises(ArchiveError, match="record"):
        archive.find(document.sha256)
    assert archive.put(b"x", "a.txt")[1]
    assert list(archive.broken()) == []


def test_several_at_once_lose_nothing(tmp_path):
    archive = Archive(tmp_path)
    with Pool(8) as pool:
        pool.map(lambda n: archive.put(str(n % 10).encode(), f"{n}.txt"), range(200))
    assert len(list(archive.documents())) == 10
    assert not list(tmp_path.rglob(".*"))
