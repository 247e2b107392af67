"""`current` names the published file as a link, as a small file, or is a copy of it itself."""

import shutil

from pipelines.store.pointer import published, served


def test_the_published_file_is_found_whichever_way_the_folder_was_copied(tmp_path):
    folder = tmp_path / "store"
    folder.mkdir()
    database = folder / "mingcha-x.duckdb"
    database.write_bytes(b"\xcd\xfe\x00\x00\x00\x00\x00\x00DUCK" + b"\x00" * 4096)
    (folder / "current").symlink_to(database.name)
    assert published(folder) == database
    shutil.copytree(folder, tmp_path / "followed")  # as Python and `cp -L` copy a folder
    copy = served(tmp_path / "followed")
    assert copy.read_bytes() == database.read_bytes()
    (folder / "current").unlink()
    (folder / "current").write_text(f"{database.name}\n", encoding="utf-8")
    assert served(folder) == database.resolve()
