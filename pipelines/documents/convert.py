"""Old and other office files → forms that are read here, by LibreOffice where it is installed.

The archive keeps the file as received; what comes of it here is derived and thrown away. A
document is opened by a process of its own: a profile of its own without macros, links or network,
bounds of time, memory and size, and nothing left behind.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from pipelines.model import Reading, Rejection
from pipelines.read import read
from pipelines.read.bundle import MAX_BYTES
from pipelines.read.legacy import TARGETS
from pipelines.read.sniff import sniff

SECONDS: Final = 120
_MEMORY: Final = 4 * 2**30  # of addresses: LibreOffice maps far more than it uses
_LARGEST: Final = 4 * MAX_BYTES
_FILTERS: Final = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
# Set in the new process: between fork and exec of a threaded server nothing may run.
_BOUNDED: Final = """
import os, resource, sys
memory, largest, seconds, *command = sys.argv[1:]
for what, most in (("AS", memory), ("FSIZE", largest), ("CPU", seconds), ("CORE", 0)):
    resource.setrlimit(getattr(resource, "RLIMIT_" + what), (int(most), int(most)))
os.execvp(command[0], command)
"""
_SETTINGS: Final = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def read_document(data: bytes, name: str, address: str = "") -> Reading | Rejection:
    """Return what a document says, one of an older office by way of a form that is read here."""
    kind = sniff(data) if len(data) <= MAX_BYTES else ""
    if kind not in TARGETS or not office():
        return read(data, name, address)
    sha256 = hashlib.sha256(data).hexdigest()
    derived = _converted(data, kind)
    if derived is None:
        return Rejection("not_converted", {"seconds": str(SECONDS)}, sha256, name)
    found = read(derived, name, address)
    # places and text are the derived form's; the document is the one received
    return replace(found, sha256=sha256)


@lru_cache(maxsize=1)
def office() -> str:
    """Return the command of LibreOffice, an empty text where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


@lru_cache(maxsize=1)
def office_edition() -> str:
    """Return which LibreOffice converts here: it decides what is read. Nothing is started."""
    if not office():
        return ""
    try:
        return (Path(office()).resolve().parent / "versionrc").read_text("utf-8", "replace")
    except OSError:
        return office()


def _converted(data: bytes, kind: str) -> bytes | None:
    """Return a document in the form it is turned into, None where that failed."""
    with tempfile.TemporaryDirectory(prefix="mingcha-office-") as folder:
        home = Path(folder)
        (home / "in").mkdir()
        (home / "out").mkdir()
        source = home / "in" / f"document.{kind}"
        source.write_bytes(data)
        _write_profile(home / "profile" / "user")
        if not _run(_command(home, source, TARGETS[kind]), home):
            return None
        made = sorted((home / "out").glob(f"*.{TARGETS[kind]}"))
        if not made or made[0].stat().st_size > MAX_BYTES:
            return None
        return made[0].read_bytes()


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry">' + items + "</oor:items>",
        encoding="utf-8",
    )


def _command(home: Path, source: Path, target: str) -> list[str]:
    return [
        *_bounds(),
        *_without_network(),
        *(office(), f"-env:UserInstallation={(home / 'profile').as_uri()}"),
        *("--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault"),
        *("--convert-to", _FILTERS[target], "--outdir", str(home / "out"), str(source)),
    ]


def _bounds() -> tuple[str, ...]:
    """Return the command that bounds the next; Windows has none, and there time alone counts."""
    if find_spec("resource") is None:
        return ()
    return (sys.executable, "-c", _BOUNDED, str(_MEMORY), str(_LARGEST), str(SECONDS))


@lru_cache(maxsize=1)
def _without_network() -> tuple[str, ...]:
    """Return the command that takes the network away, where this system lets us.

    Elsewhere the profile's proxy leads nowhere, and links are never followed.
    """
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    command = (unshare, "--user", "--map-root-user", "--net", "--")
    try:
        tried = subprocess.run([*command, "true"], capture_output=True, timeout=10, check=False)  # noqa: S603 - a fixed command
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return command if tried.returncode == 0 else ()


def _run(command: list[str], home: Path) -> bool:
    """Run a command to its end or its time's; whatever it started ends with it."""
    around = {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(home), "TMPDIR": str(home)}
    try:
        process = subprocess.Popen(  # noqa: S603 - our own command, the document is no part of it
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=home,
            env=around,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
