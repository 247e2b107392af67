"""Every failure this package raises on purpose.

MingchaError
├── AccountError    an account, a role or a password that cannot be
├── ArchiveError    a document is not in the archive, or its bytes are not those of its name
├── BackupError     a backup is there already, is broken, or something is in its way
├── CatalogueError  templates, indicators or words contradict each other
├── CollectError    a path could not be received: missing, empty, too large
├── LedgerError     the ledger cannot be reached, or was written by a newer version
│   └── ChangedMeanwhileError   another has decided since the writer looked
├── LostLedgerError   the ledger is not the one that archive and store were built with
├── SettingsError   a setting that is not known, or a file of settings that cannot be read
├── SelectionError   what is to be exported is unknown or badly written
└── StoreError      nothing is published yet, or it was built by another schema

What a document *contains* is never an exception: it is a status, a finding or a rejection.
"""

import errno
from typing import Final

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_SAYINGS: Final = ("no space left", "disk is full", "disk full", "disk quota exceeded")


class MingchaError(Exception):
    """A fault of ours, of the machine or of the command line; its text names the remedy.

    `code` and `detail` name and fill the sentence that a person reads in their own language
    (`cli/messages.toml`, group "fault"); without a code the text itself is the sentence.
    """

    def __init__(self, text: str, code: str = "", **detail: object) -> None:
        super().__init__(text)
        self.code = code
        self.detail = detail


class AccountError(MingchaError):
    """An account, a role or a password that cannot be, or that is not there."""


class ArchiveError(MingchaError):
    """A document is not in the archive, or its bytes are not those of its name."""


class BackupError(MingchaError):
    """A backup is there already, is broken, or something is in its way."""


class CatalogueError(MingchaError):
    """Templates, indicators or words contradict each other."""


class CollectError(MingchaError):
    """A path could not be received."""


class SelectionError(MingchaError):
    """What is to be exported names something unknown, or is badly written."""

    def __init__(self, part: str, allowed: str) -> None:
        super().__init__(f"{part}: {allowed}", "selection", part=part, allowed=allowed)


class LedgerError(MingchaError):
    """The ledger cannot be reached, or a decision does not fit."""


class ChangedMeanwhileError(LedgerError):
    """Another has decided on the same subject since the writer looked: `detail` says who."""


class LostLedgerError(MingchaError):
    """The ledger is not the one that archive and store were built with, or lacks entries."""


class SettingsError(MingchaError):
    """A setting that is not known or cannot be, or a file of settings that cannot be read."""


class StoreError(MingchaError):
    """Nothing is published yet, or it was built by another schema."""


def is_full(error: BaseException | None) -> bool:
    """Tell whether a fault, or what caused it, is a full disk; databases only say so in words."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _FULL:
            return True
        said = str(error).lower()
        if any(words in said for words in _SAYINGS):
            return True
        error = error.__cause__ or error.__context__
    return False
