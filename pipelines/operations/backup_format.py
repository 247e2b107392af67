"""The form of a backup: one tar, packed or not, whose last member lists and checks the others.

format.json           which form this is, when it was made, the ledger's revision
ledger/<table>.jsonl  one row a line
archive/ab/ab….html   a document as received, archive/ab/ab….json its record
manifest.json         size and SHA-256 of every member before it; its absence: cut short
"""

import gzip
import re
import sys
from pathlib import Path
from typing import IO, Any, Final, cast

from pipelines.errors import BackupError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

FORMAT: Final = 1
HEAD: Final = "format.json"
MANIFEST: Final = "manifest.json"
LEDGER: Final = "ledger/"
ARCHIVE: Final = "archive/"
FAULTS: Final = (EOFError, zstd.ZstdError)  # of a packed file that is broken, beside OSError
_PACKED: Final = ((b"\x1f\x8b", gzip.open), (b"\x28\xb5\x2f\xfd", zstd.open))
_NAME: Final = re.compile(
    r"format\.json|manifest\.json|ledger/[a-z_]{1,40}\.jsonl"
    r"|archive/([0-9a-f]{2})/(?:\1[0-9a-f]{62})\.[a-z0-9]{1,8}"
)


def is_member(name: str) -> bool:
    """Tell whether a backup may hold a member of this name; nothing else is ever written."""
    return _NAME.fullmatch(name) is not None


def packed(file: IO[bytes], name: str) -> IO[bytes]:
    """Return the stream that packs into `file` as its name says: .tar, .tar.gz or .tar.zst.

    Raises:
        BackupError: the name says none of them.
    """
    if name.endswith(".tar"):
        return file
    if name.endswith((".tar.gz", ".tgz")):
        return cast("IO[bytes]", gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0))
    if name.endswith(".tar.zst"):
        return cast("IO[bytes]", zstd.ZstdFile(file, mode="wb"))
    raise BackupError(f"{name}: name it .tar, .tar.gz or .tar.zst", "backup_name", path=name)


def unpacked(path: Path) -> IO[bytes]:
    """Open a backup by what it begins with, not by what it is called."""
    with path.open("rb") as file:
        begin = file.read(4)
    for mark, opened in _PACKED:
        if begin.startswith(mark):
            return cast("IO[bytes]", cast("Any", opened)(path, "rb"))
    return path.open("rb")
