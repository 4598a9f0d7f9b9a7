#!/usr/bin/env python3
"""Runs the fuzzers of a build, one after the other, and says what each did.

    tools/fuzz/run.py [--build build/fuzz] [--seconds 20] [TARGET...]
    tools/fuzz/run.py --short                 some 20 seconds each, and the same ones each time: for every push

New inputs are kept in BUILD/corpus/TARGET; what breaks a target goes to BUILD/findings/TARGET-... Exit status 1 when
something was found. docs/fuzzing.md has the rest.
"""
from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
DICTIONARIES = {"docx": "zip", "package": "zip", "word_xml": "word_xml", "guard": "word_xml", "pdf": "pdf",
                "text": "text", "profile": "json", "journal": "json", "wire": "json"}
LONGEST = {"docx": 65_536, "package": 65_536, "pdf": 65_536, "word_xml": 16_384}  # bytes of an input; 4,096 else
MEMORY_MB = 1024
TIMEOUT_SECONDS = 120  # by the clock: on a busy machine an input of a tenth of a second has taken 16
# A short run: so many inputs, which take about 20 seconds with sanitizers on a machine of 2020. A number and not a time, so that
# a build finds the same on every machine. `pdf` is left out: what it finds by chance is in Poppler.
SHORT_RUNS = {"c_door": 8_000, "docx": 6_000, "guard": 20_000, "journal": 200_000, "package": 25_000, "page": 900, "profile": 1_200, "recover": 6_000,
              "text": 5_000, "wire": 150_000, "word_xml": 6_000, "writers": 5_000}


def environment() -> dict[str, str]:
    return os.environ | {
        "ASAN_OPTIONS": "quarantine_size_mb=16:allocator_may_return_null=1:detect_stack_use_after_return=0",
        "UBSAN_OPTIONS": "print_stacktrace=1",
        "LSAN_OPTIONS": f"suppressions={TOP}/tests/leaks.txt:print_suppressions=0",
    }


def command(build: Path, target: str) -> list[str]:
    words = [str(build / f"fuzz_{target}"), f"-timeout={TIMEOUT_SECONDS}", f"-rss_limit_mb={MEMORY_MB}",
             f"-max_len={LONGEST.get(target, 4096)}", "-print_final_stats=1", f"-artifact_prefix={build}/findings/{target}-", "-seed=8"]
    if target in DICTIONARIES:
        words.append(f"-dict={TOP}/tools/fuzz/dictionaries/{DICTIONARIES[target]}.dict")
    return words


def seeds(build: Path, target: str) -> list[Path]:
    return [build / "seeds" / target, TOP / "fixtures" / "fuzz" / target]


def long_words(build: Path, target: str, seconds: int) -> list[str]:
    corpus = build / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    return [f"-max_total_time={seconds}", str(corpus), *map(str, seeds(build, target))]


def short_words(build: Path, target: str) -> list[str]:
    """Inputs are named one by one, since a folder has them in an order of its own, and what is new is not kept."""
    paths = [str(path) for folder in seeds(build, target) for path in sorted(folder.iterdir())]
    listed = build / "findings" / f"{target}.seeds"
    listed.write_text(",".join(paths), encoding="utf-8")
    return [f"-runs={SHORT_RUNS[target]}", f"-seed_inputs=@{listed}"]


def run(build: Path, target: str, words: list[str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(command(build, target) + words, capture_output=True, env=environment())
    log = done.stderr.decode("utf-8", "replace")
    (build / "findings" / f"{target}.log").write_text(log[-200_000:], encoding="utf-8")
    executed = re.search(r"stat::number_of_executed_units:\s*(\d+)", log)
    covered = re.findall(r"cov: (\d+)", log)
    print(f"{target:<10} {time.monotonic() - began:7.0f} s  {executed.group(1) if executed else '?':>10} runs  "
          f"{covered[-1] if covered else '?':>6} edges  {'ok' if done.returncode == 0 else 'FOUND'}", flush=True)
    if done.returncode != 0:
        print("\n".join(line for line in log.splitlines()
                        if re.search(r"ERROR|SUMMARY|broken:|runtime error|Test unit written", line)), flush=True)
    return done.returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=Path, default=TOP / "build" / "fuzz")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--short", action="store_true", help="the same inputs each time, on all cores")
    parser.add_argument("targets", nargs="*")
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    targets = arguments.targets or sorted(p.name[5:] for p in build.glob("fuzz_*") if os.access(p, os.X_OK) and p.is_file())
    subprocess.run([sys.executable, str(TOP / "tools/fuzz/seeds.py"), str(TOP / "fixtures"),
                    str(TOP / "converters/report/form/profiles"), str(build / "seeds")], check=True)
    for folder in (build / "findings", *(folder for target in targets for folder in seeds(build, target))):
        folder.mkdir(parents=True, exist_ok=True)
    if arguments.short:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(lambda target: run(build, target, short_words(build, target)), [t for t in targets if t in SHORT_RUNS]))
    else:
        results = [run(build, target, long_words(build, target, arguments.seconds)) for target in targets]
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
