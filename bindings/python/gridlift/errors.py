"""What goes wrong, as exceptions with the stable codes of the library."""
from __future__ import annotations


class GridliftError(Exception):
    """A document could not be converted. `code` is stable ("ENCRYPTED"), `message` is for people."""

    def __init__(self, code: str, message: str, path: str | None = None) -> None:
        super().__init__(code, message, path)
        self.code = code
        self.message = message
        self.path = path

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        return f"{where}{self.message or 'the conversion failed'} ({self.code})"


class UnsupportedFormatError(GridliftError):
    """Not a format that is read: UNSUPPORTED_FORMAT, LEGACY_OFFICE."""


class EncryptedError(GridliftError):
    """A password is needed, or another one: ENCRYPTED, BAD_PASSWORD."""


class DamagedError(GridliftError):
    """Nothing usable is in the file: DAMAGED, EMPTY."""


class LimitError(GridliftError):
    """A limit ended the conversion: LIMIT_..."""


class InputError(GridliftError, OSError):
    """The file could not be read: IO_READ, PERMISSION, NOT_REGULAR_FILE, CHANGED_DURING_READ."""


class CancelledError(GridliftError):
    """The caller's `cancel` said so: CANCELLED."""


class ArgumentError(GridliftError, ValueError):
    """An option that is none: BAD_ARGUMENT."""


class WorkerError(GridliftError):
    """An isolated worker died of the document: CRASH."""


_CLASSES: dict[str, type[GridliftError]] = {
    "UNSUPPORTED_FORMAT": UnsupportedFormatError,
    "LEGACY_OFFICE": UnsupportedFormatError,
    "ENCRYPTED": EncryptedError,
    "BAD_PASSWORD": EncryptedError,
    "DAMAGED": DamagedError,
    "EMPTY": DamagedError,
    "IO_READ": InputError,
    "PERMISSION": InputError,
    "NOT_REGULAR_FILE": InputError,
    "CHANGED_DURING_READ": InputError,
    "CANCELLED": CancelledError,
    "BAD_ARGUMENT": ArgumentError,
    "CRASH": WorkerError,
}


def error_of(code: str, message: str, path: str | None = None) -> GridliftError:
    """The exception for a code; a code of a newer library is a plain GridliftError."""
    kind = LimitError if code.startswith("LIMIT_") else _CLASSES.get(code, GridliftError)
    return kind(code, message, path)
