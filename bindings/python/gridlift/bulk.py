"""Many files at once, on the isolated workers of `gridlift bulk`."""
from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable, Iterator, Sequence

from gridlift.command import command_path
from gridlift.document import Document
from gridlift.errors import GridliftError, error_of

_FLAGS = {
    "from_": "--from",
    "password": "--password",
    "encoding": "--encoding",
    "track_changes": "--track-changes",
    "min_confidence": "--min-confidence",
}
_SWITCHES = {
    "hidden_text": "--hidden",
    "comments": "--comments",
    "picture_text": "--picture-text",
    "latex": "--latex",
    "keep_markup": "--keep-markup",
    "respect_permissions": "--respect-permissions",
    "keep_slivers": "--keep-slivers",
}
_POLL_SECONDS = 0.05
_REPORT_ENDING = ".report.json"


@dataclass(frozen=True)
class Converted:
    """What became of one file: a document, or an error. Neither stops the others."""

    path: str
    document: Document | None
    error: GridliftError | None


def convert_many(paths: Iterable[str | os.PathLike[str]], jobs: int | None = None, *, progress: bool = True,
                 timeout: int = 120, memory_mb: int = 2048, report: str | os.PathLike[str] | None = None,
                 **options: Any) -> Iterator[Converted]:
    """Converts files in `jobs` worker processes (default: one for each core) and yields them in the order given.

    A document that crashes or hangs a worker, or takes more than `timeout` seconds or `memory_mb`, is an error like any
    other. With tqdm installed and `progress`, a bar is shown on a terminal. `report` names the profile ("auto", a shipped
    one's name, a file) with which `document.report(profile)` is made by the workers, too. `options` are those of
    `gridlift.open`.
    """
    files = [os.fsdecode(path) for path in paths]
    if not files:
        return iter(())
    profile = None if report is None else os.fspath(report)
    kinds = ["--to", "json,txt"] if profile is None else ["--to", "json,txt,report", "--profile", profile]
    arguments = [*kinds, "--include", "*", "--follow", "--no-archives", "--no-dedup", "--quiet",
                 "--timeout", str(timeout), "--memory", str(memory_mb), *_arguments(options)]
    if jobs is not None:
        arguments += ["--jobs", str(jobs)]
    return _run(files, arguments, options, profile, progress)


def _arguments(options: dict[str, Any]) -> list[str]:
    given = dict(options)
    arguments: list[str] = []
    for name, flag in _FLAGS.items():
        if (value := given.pop(name, None)) is not None:
            arguments += [flag, str(value)]
    arguments += [flag for name, flag in _SWITCHES.items() if given.pop(name, False)]
    if not given.pop("stitch", True):
        arguments.append("--no-stitch")
    for name, value in (given.pop("limits", None) or {}).items():
        arguments += ["--limit", f"{name}={value}"]
    if given:
        raise TypeError(f"convert_many() takes no option {', '.join(given)}")
    return arguments


def _run(files: Sequence[str], arguments: list[str], options: dict[str, Any], profile: str | None,
         progress: bool) -> Iterator[Converted]:
    with tempfile.TemporaryDirectory(prefix="gridlift-") as folder:
        work = Path(folder)
        (work / "in").mkdir()
        for index, path in enumerate(files):  # a folder each: two files may have one name
            link = work / "in" / f"{index:09}" / os.path.basename(path)
            link.parent.mkdir()
            if os.path.exists(path):
                link.symlink_to(os.path.abspath(path))
        with tempfile.TemporaryFile() as errors, _bar(len(files), progress) as bar:
            process = subprocess.Popen([command_path(), "bulk", str(work / "in"), "-o", str(work / "out"), *arguments],
                                       stdin=subprocess.DEVNULL, stdout=errors, stderr=errors)
            try:
                yield from _results(files, work / "out", process, bar, options, profile)
            except BaseException:  # the caller has enough
                process.terminate()
                raise
            finally:
                process.wait()
            if process.returncode not in (0, 2, 3):
                errors.seek(0)
                raise error_of("INTERNAL", errors.read().decode(errors="replace").strip())


def _results(files: Sequence[str], out: Path, process: subprocess.Popen[bytes], bar: Any,
             options: dict[str, Any], profile: str | None) -> Iterator[Converted]:
    """Follows the journal and hands results on in order."""
    done: dict[int, Converted] = {}
    lines = _lines(out / "journal.jsonl", process)
    for index, path in enumerate(files):
        if not os.path.exists(path):
            done[index] = Converted(path, None, error_of("IO_READ", "No such file or directory", path))
            bar.update()
        while index not in done:
            entry = next(lines, None)
            if entry is None:
                done[index] = Converted(path, None, error_of("INTERNAL", "the run ended before this file", path))
                break
            at = int(entry["input"].split("/")[0])
            done[at] = _converted(files[at], entry, out, options, profile)
            bar.update()
        yield done.pop(index)


def _lines(journal: Path, process: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    """The entries of the journal as they are written, until the run is over."""
    while not journal.exists():
        if process.poll() is not None and not journal.exists():
            return
        time.sleep(_POLL_SECONDS)
    rest = b""
    with journal.open("rb") as file:
        while True:
            over = process.poll() is not None  # asked before reading: what is written till then is read
            chunk = file.read()
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                entry = json.loads(line)
                if "input" in entry:
                    yield entry
            if over and not chunk:
                return
            if not chunk:
                time.sleep(_POLL_SECONDS)


def _converted(path: str, entry: dict[str, Any], out: Path, options: dict[str, Any], profile: str | None) -> Converted:
    outcome = entry["outcome"]
    if outcome["status"] == "error":
        return Converted(path, None, error_of(outcome["code"], outcome["message"], path))
    outputs = {}
    for stored in entry["outputs"]:
        # A name that is not UTF-8 is there in hexadecimal too.
        name = os.fsdecode(bytes.fromhex(stored["name_hex"])) if "name_hex" in stored else stored["name"]
        kind = "report" if name.endswith(_REPORT_ENDING) else Path(name).suffix[1:]
        outputs[kind] = (out / name).read_bytes()
        (out / name).unlink()
    reports = {} if profile is None else {profile: outputs.pop("report")}
    return Converted(path, Document(outputs, path, options, path, reports), None)


class _NoBar:
    def __enter__(self) -> _NoBar:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def update(self) -> None:
        pass


def _bar(total: int, progress: bool) -> Any:
    if not progress:
        return _NoBar()
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return _NoBar()
    return tqdm(total=total, unit="file", disable=None)  # None: only on a terminal
