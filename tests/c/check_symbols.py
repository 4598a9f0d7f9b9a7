#!/usr/bin/env python3
"""The shared library shows exactly the functions that its header declares: check_symbols.py LIBRARY HEADER."""
import re
import subprocess
import sys
from pathlib import Path

library, header = sys.argv[1:]
lines = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
shown = {line.split()[-1].split("@")[0] for line in lines.splitlines()}
declared = set(re.findall(r"^GRIDLIFT_API [^;(]*?(gridlift_\w+)\(", Path(header).read_text(), re.M))
for name in sorted(shown - declared):
    print("shown, but not declared:", name)
for name in sorted(declared - shown):
    print("declared, but not shown:", name)
sys.exit(1 if shown != declared or not declared else 0)
