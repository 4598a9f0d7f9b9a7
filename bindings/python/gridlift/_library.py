"""The C library by ctypes: its table of functions, options, and results.

ctypes and not a compiled extension: the C door is there anyway, calls are few and long (one a document), ctypes lets go
of the GIL during each, and one wheel serves every Python 3.
"""
from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any, Callable, Mapping

from gridlift.errors import ArgumentError, error_of

ABI_VERSION = 1
_TRACK_CHANGES = {"accept": 0, "reject": 1, "all": 2}

_Write = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
_Cancel = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)


class _Progress(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("pages", ctypes.c_uint64), ("pages_total", ctypes.c_uint64),
                ("blocks", ctypes.c_uint64)]


_Tell = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Progress))


class _Limit(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("value", ctypes.c_uint64)]


class _Options(ctypes.Structure):
    _fields_ = [
        ("size", ctypes.c_size_t),
        ("from_", ctypes.c_char_p),
        ("password", ctypes.c_char_p),
        ("encoding", ctypes.c_char_p),
        ("track_changes", ctypes.c_int32),
        ("hidden_text", ctypes.c_int32),
        ("comments", ctypes.c_int32),
        ("latex", ctypes.c_int32),
        ("keep_markup", ctypes.c_int32),
        ("respect_permissions", ctypes.c_int32),
        ("no_stitch", ctypes.c_int32),
        ("keep_slivers", ctypes.c_int32),
        ("min_confidence", ctypes.c_double),
        ("table", ctypes.c_int64),
        ("fill_spans", ctypes.c_int32),
        ("raw_formulas", ctypes.c_int32),
        ("furniture", ctypes.c_int32),
        ("no_hash", ctypes.c_int32),
        ("limits", ctypes.POINTER(_Limit)),
        ("limit_count", ctypes.c_size_t),
        ("write", _Write),
        ("cancel", _Cancel),
        ("progress", _Tell),
        ("user", ctypes.c_void_p),
        ("profile", ctypes.c_char_p),
        ("profile_json", ctypes.c_char_p),
        ("picture_text", ctypes.c_int32),
    ]


class _Diagnostic(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("code", ctypes.c_char_p), ("message", ctypes.c_char_p),
                ("where", ctypes.c_char_p), ("severity", ctypes.c_int32), ("cut", ctypes.c_int32)]


def _function(result: Any, *arguments: Any) -> Any:
    return ctypes.CFUNCTYPE(result, *arguments)


_Handle = ctypes.c_void_p
_SizeOut = ctypes.POINTER(ctypes.c_size_t)


class _Api(ctypes.Structure):
    """gridlift_api of gridlift.h, in its order. Bytes are taken as addresses, since they may hold zeros."""

    _fields_ = [
        ("size", ctypes.c_size_t),
        ("abi_version", ctypes.c_uint32),
        ("version", _function(ctypes.c_char_p)),
        ("status_name", _function(ctypes.c_char_p, ctypes.c_int)),
        ("list", _function(ctypes.c_char_p, ctypes.c_int, ctypes.c_size_t)),
        ("options_init", _function(None, ctypes.POINTER(_Options), ctypes.c_size_t)),
        ("convert", _function(ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_char_p,
                              ctypes.POINTER(_Options), ctypes.POINTER(_Handle))),
        ("convert_file", _function(ctypes.c_int, ctypes.c_char_p, ctypes.c_char_p, ctypes.POINTER(_Options),
                                   ctypes.POINTER(_Handle))),
        ("report", _function(ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_char_p,
                             ctypes.POINTER(_Options), ctypes.POINTER(_Handle))),
        ("report_file", _function(ctypes.c_int, ctypes.c_char_p, ctypes.c_char_p, ctypes.POINTER(_Options),
                                  ctypes.POINTER(_Handle))),
        ("result_status", _function(ctypes.c_int, _Handle)),
        ("result_message", _function(ctypes.c_char_p, _Handle)),
        ("result_is_partial", _function(ctypes.c_int, _Handle)),
        ("result_bytes", _function(ctypes.c_void_p, _Handle, _SizeOut)),
        ("result_output", _function(ctypes.c_void_p, _Handle, ctypes.c_char_p, _SizeOut)),
        ("result_take_bytes", _function(ctypes.c_void_p, _Handle)),
        ("result_format", _function(ctypes.c_char_p, _Handle)),
        ("result_pages", _function(ctypes.c_uint64, _Handle)),
        ("result_tables", _function(ctypes.c_uint64, _Handle)),
        ("result_input_chars", _function(ctypes.c_uint64, _Handle)),
        ("result_lost_chars", _function(ctypes.c_uint64, _Handle)),
        ("result_diagnostic_count", _function(ctypes.c_size_t, _Handle)),
        ("result_diagnostic", _function(ctypes.c_int, _Handle, ctypes.c_size_t, ctypes.POINTER(_Diagnostic))),
        ("result_free", _function(None, _Handle)),
        ("bytes_data", _function(ctypes.c_void_p, ctypes.c_void_p, _SizeOut)),
        ("bytes_free", _function(None, ctypes.c_void_p)),
    ]


def _load() -> tuple[ctypes.CDLL, _Api]:
    """The library of the wheel, else the one of the system. Both handles must stay alive."""
    carried = Path(__file__).with_name("lib") / "libgridlift.so.1"
    library = ctypes.CDLL(str(carried) if carried.exists() else "libgridlift.so.1")
    library.gridlift_get_api.restype = ctypes.POINTER(_Api)
    library.gridlift_get_api.argtypes = [ctypes.c_uint32]
    api = library.gridlift_get_api(ABI_VERSION)
    if not api or api.contents.size < ctypes.sizeof(_Api):
        raise ImportError(f"libgridlift.so.1 does not serve version {ABI_VERSION} of the ABI")
    return library, api.contents


_LIBRARY, _API = _load()
_KINDS = {"readers": 0, "formats": 1, "report_formats": 2, "profiles": 3, "limits": 4}


def version() -> str:
    return str(_API.version().decode())


def names(kind: str) -> list[str]:
    """What this build knows: 'readers', 'formats', 'report_formats', 'profiles' or 'limits'."""
    found: list[str] = []
    while (name := _API.list(_KINDS[kind], len(found))) is not None:
        found.append(name.decode())
    return found


def _text(value: str | None) -> bytes | None:
    return None if value is None else value.encode()


class Callbacks:
    """Keeps the callbacks alive, and an exception that one raised: it cancels the conversion and is raised after it."""

    def __init__(self, progress: Callable[[int, int], None] | None, cancel: Callable[[], bool] | None) -> None:
        self.error: BaseException | None = None
        self._progress, self._cancel = progress, cancel
        self.tell = _Tell(self._on_progress) if progress else _Tell()
        self.ask = _Cancel(self._on_cancel) if progress or cancel else _Cancel()

    def _on_progress(self, _user: int | None, progress: Any) -> None:
        now = progress.contents
        try:
            if self._progress and self.error is None:
                self._progress(now.pages or now.blocks, now.pages_total)
        except BaseException as error:  # noqa: BLE001 - raised again by `convert`
            self.error = error

    def _on_cancel(self, _user: int | None) -> int:
        try:
            return int(self.error is not None or bool(self._cancel and self._cancel()))
        except BaseException as error:  # noqa: BLE001
            self.error = error
            return 1


def make_options(
    *,
    from_: str = "auto",
    password: str | None = None,
    encoding: str | None = None,
    track_changes: str = "accept",
    hidden_text: bool = False,
    comments: bool = False,
    picture_text: bool = False,
    latex: bool = False,
    keep_markup: bool = False,
    respect_permissions: bool = False,
    stitch: bool = True,
    keep_slivers: bool = False,
    min_confidence: float = 0.0,
    furniture: bool = False,
    fill_spans: bool = False,
    raw_formulas: bool = False,
    table: int | None = None,
    limits: Mapping[str, int] | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancel: Callable[[], bool] | None = None,
    profile: str | None = None,
    profile_json: str | None = None,
) -> tuple[_Options, Callbacks]:
    if track_changes not in _TRACK_CHANGES:
        raise ArgumentError("BAD_ARGUMENT", f"track_changes is none of {', '.join(_TRACK_CHANGES)}")
    options = _Options()
    _API.options_init(ctypes.byref(options), ctypes.sizeof(options))
    options.from_ = _text(from_)
    options.password = _text(password)
    options.encoding = _text(encoding)
    options.track_changes = _TRACK_CHANGES[track_changes]
    options.hidden_text = hidden_text
    options.comments = comments
    options.picture_text = picture_text
    options.latex = latex
    options.keep_markup = keep_markup
    options.respect_permissions = respect_permissions
    options.no_stitch = not stitch
    options.keep_slivers = keep_slivers
    options.min_confidence = min_confidence
    options.furniture = furniture
    options.fill_spans = fill_spans
    options.raw_formulas = raw_formulas
    options.table = -1 if table is None else table
    if limits:
        array = (_Limit * len(limits))(*[_Limit(name.encode(), value) for name, value in limits.items()])
        options.limits = ctypes.cast(array, ctypes.POINTER(_Limit))  # keeps `array` alive
        options.limit_count = len(limits)
    options.profile = _text(profile)
    options.profile_json = _text(profile_json)
    callbacks = Callbacks(progress, cancel)
    options.progress = callbacks.tell
    options.cancel = callbacks.ask
    return options, callbacks


class Outcome:
    """What one call gave: outputs by format, and figures. Holds no handle of the library."""

    __slots__ = ("outputs", "partial", "format", "pages", "tables", "input_chars", "lost_chars")

    def __init__(self, handle: _Handle, formats: list[str]) -> None:
        size = ctypes.c_size_t()
        self.outputs: dict[str, bytes] = {}
        for name in formats:
            address = _API.result_output(handle, name.encode(), ctypes.byref(size))
            self.outputs[name] = ctypes.string_at(address, size.value) if address else b""
        self.partial = bool(_API.result_is_partial(handle))
        self.format = _API.result_format(handle).decode()
        self.pages = _API.result_pages(handle)
        self.tables = _API.result_tables(handle)
        self.input_chars = _API.result_input_chars(handle)
        self.lost_chars = _API.result_lost_chars(handle)


def run(source: str | os.PathLike[str] | bytes, to: str, *, name: str | None = None, report: bool = False,
        **options: Any) -> Outcome:
    """One call of the door: `source` is a path or the bytes of a file, `to` one format or several parted by commas."""
    given, callbacks = make_options(**options)
    handle = _Handle()
    shown = name
    if isinstance(source, (bytes, bytearray, memoryview)):
        data = bytes(source)
        call = _API.report if report else _API.convert
        status = call(data, len(data), _text(name), to.encode(), ctypes.byref(given), ctypes.byref(handle))
    else:
        path = os.fsencode(source)
        shown = os.fsdecode(path)
        call = _API.report_file if report else _API.convert_file
        status = call(path, to.encode(), ctypes.byref(given), ctypes.byref(handle))
    try:
        if callbacks.error is not None:
            raise callbacks.error
        if status != 0:
            message = _API.result_message(handle)
            raise error_of(_API.status_name(status).decode(), message.decode() if message else "", shown)
        return Outcome(handle, to.split(","))
    finally:
        _API.result_free(handle)
