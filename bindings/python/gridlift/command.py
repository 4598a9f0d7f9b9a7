"""The command `gridlift` that the package carries, or the one of the system."""
from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


def command_path() -> str:
    """Where the command is."""
    carried = Path(__file__).with_name("bin") / "gridlift"
    if carried.exists():
        return str(carried)
    # Not the launcher that pip makes of `main` below: that would call itself.
    launcher = Path(sys.prefix, "bin")
    places = [place for place in os.get_exec_path() if Path(place) != launcher]
    found = shutil.which("gridlift", path=os.pathsep.join(places))
    if found is None:
        raise FileNotFoundError("the command gridlift is neither in the package nor in the path")
    return found


def main() -> None:
    """The entry point `gridlift` of the wheel: becomes the command."""
    path = command_path()
    os.execv(path, ["gridlift", *sys.argv[1:]])
