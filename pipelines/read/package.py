"""A ZIP of XML (DOCX, OFD): its parts are read within bounds, and nothing is fetched for them."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from pipelines.read.refused import Refused


@contextmanager
def opened(data: bytes, name: str) -> Iterator[zipfile.ZipFile]:
    """Open a package of the format of this name; whatever is wrong with it is a refusal."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
        etree.XMLSyntaxError,
    ) as error:
        raise Refused("damaged", format=name) from error


def part(archive: zipfile.ZipFile, name: str, most: int) -> etree._Element:
    """Return the root of one part of at most so many bytes.

    Raises:
        KeyError: there is no such part.
        ValueError: it holds nothing.
        Refused: it is encrypted, too large, or declares what neither Word nor OFD writes.
    """
    entry = archive.getinfo(name)
    if entry.flag_bits & 1:
        raise Refused("encrypted")
    with archive.open(entry) as stream:
        xml = stream.read(most + 1)
    if max(len(xml), entry.file_size) > most:
        raise Refused("hostile", why="size")
    # A document type that is there was put there to fetch or to swell
    if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml[:65536]:
        raise Refused("hostile", why="entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(xml, parser)
    if root is None:
        raise ValueError(name)
    return root
