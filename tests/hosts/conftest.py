"""What the tests of the hosts share: where the sources and the fixtures are, and that the package is the wheel's."""
from __future__ import annotations

import os
from pathlib import Path

import gridlift
import pytest

SOURCE = Path(os.environ["GRIDLIFT_SOURCE"])
assert not Path(gridlift.__file__).is_relative_to(SOURCE / "bindings"), "the package must come from the wheel"


@pytest.fixture(scope="session")
def source() -> Path:
    return SOURCE


@pytest.fixture(scope="session")
def fixtures() -> Path:
    return SOURCE / "fixtures"


@pytest.fixture(scope="session")
def work() -> Path:
    """A folder that is kept between runs: downloads."""
    return Path(os.environ["GRIDLIFT_WORK"])
