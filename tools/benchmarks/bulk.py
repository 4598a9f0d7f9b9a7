#!/usr/bin/env python3
"""What `gridlift bulk` costs beside the conversions themselves: processor seconds (user and system), as ratios.

    tools/bench bulk [--documents 2000] [--command build/release/gridlift] [--at /dev/shm] [FOLDER]

Compares, on the same files (FOLDER, or generated ones): bulk with one worker, one process that converts them all
(`gridlift convert`, without a sandbox or a journal), and pdftotext in a shell loop over the PDFs. Smaller is better.
Outputs go below --at: on a disk the time to sync them is in the figures, and differs from run to run; in memory it is not.
"""
from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests" / "bulk"))


def measured(words: list[str], cwd: Path) -> tuple[float, float]:
    """Processor seconds of a command with its children, and wall-clock seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    subprocess.run(words, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, wall


def best(words: list[str], cwd: Path, clean: Path | None, rounds: int) -> tuple[float, float]:
    runs = []
    for _ in range(rounds):
        if clean is not None:
            shutil.rmtree(clean, ignore_errors=True)
        runs.append(measured(words, cwd))
    return min(runs)


def say(name: str, cpu: float, wall: float, base: float) -> None:
    print(f"{name:<34} {cpu:8.2f} s CPU  {wall:8.2f} s  {cpu / base:6.3f}")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--command", default=str(TOP / "build" / "release" / "gridlift"))
    parser.add_argument("--at", type=Path, default=None, help="where to work; else the folder for temporary files")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("folder", nargs="?", type=Path)
    arguments = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="gridlift-bench-", dir=arguments.at))
    try:
        inputs = arguments.folder
        if inputs is None:
            from documents import make_tree
            inputs = work / "in"
            make_tree(inputs, arguments.documents, broken_share=0)
        files = sorted(str(p) for p in inputs.resolve().rglob("*") if p.suffix.lower() in (".pdf", ".docx", ".txt"))
        pdfs = [name for name in files if name.lower().endswith(".pdf")]
        (work / "files").write_text("\n".join(files))
        (work / "pdfs").write_text("\n".join(pdfs))
        command, out, rounds = arguments.command, work / "out", arguments.rounds
        print(f"{len(files)} documents, {len(pdfs)} of them PDF")
        # xargs makes two or three processes of thousands of files: as good as one.
        one = best(["sh", "-c", f"mkdir -p out; xargs -d '\\n' -a files {command} convert --to txt -o out"], work, out, rounds)
        say("convert, in one process", *one, one[0])
        bulk = best([command, "bulk", "--list", "files", "-o", str(out), "-j1", "--quiet", "--no-dedup"], work, out, rounds)
        say("bulk -j1", *bulk, one[0])
        print(f"beside the conversions: {(bulk[0] - one[0]) / max(1, len(files)) * 1e6:.0f} microseconds a document")
        if pdfs and shutil.which("pdftotext"):
            loop = best(["sh", "-c", "mkdir -p out; i=0; while IFS= read -r f; do i=$((i+1)); pdftotext -layout \"$f\" out/$i.txt; "
                         "done < pdfs"], work, out, rounds)
            say("pdftotext -layout, a shell loop", *loop, loop[0])
            ours = best([command, "bulk", "--list", "pdfs", "-o", str(out), "--quiet", "--no-dedup"], work, out, rounds)
            say("bulk over the same PDFs", *ours, loop[0])
            print(f"wall-clock, loop : bulk  {loop[1] / ours[1]:.2f}")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
