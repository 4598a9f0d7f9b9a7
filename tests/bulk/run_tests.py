#!/usr/bin/env python3
"""Runs the tests of `gridlift bulk`.

    run_tests.py COMMAND FAULTY FAILING_CALLS FIXTURES [TEST...]

FAULTY is the command with a worker that breaks on purpose (tests/bulk/faulty.cpp), FAILING_CALLS a library for LD_PRELOAD
(failing_calls.c). What a machine does not allow (no root, no strace) is skipped, and said.
"""
from __future__ import annotations

import os
import sys
import unittest
from pathlib import Path


def main() -> int:
    here = Path(__file__).resolve().parent
    names = ("GRIDLIFT_COMMAND", "GRIDLIFT_FAULTY", "GRIDLIFT_FAILING_CALLS", "GRIDLIFT_FIXTURES")
    for name, path in zip(names, sys.argv[1:5]):
        os.environ[name] = str(Path(path).resolve())
    sys.path.insert(0, str(here))
    loader = unittest.TestLoader()
    suite = (loader.loadTestsFromNames(sys.argv[5:]) if sys.argv[5:]
             else loader.discover(str(here), pattern="test_*.py", top_level_dir=str(here)))
    result = unittest.TextTestRunner(verbosity=1).run(suite)
    for test, reason in result.skipped:
        print(f"SKIPPED {test}: {reason}")
    return 0 if result.wasSuccessful() and result.testsRun > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
