"""In which order the processes of the suite take tests: what takes long first, so that none of them ends alone."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

LONG = (
    "tests/long/test_kill.py",
    "tests/ledger/test_random_histories.py",
    "tests/pages/test_browser.py",
    "tests/exchange/test_kill.py",
    "tests/exchange/test_storm.py",
    "tests/pages/test_access.py",
)
"""Files of tests that take many seconds each and share little: any process takes any of them."""

COSTLY = (
    "tests/hub/test_kill_short.py",
    "tests/cli/test_demo.py",
    "tests/hub/test_other_layouts.py",
    "tests/pages/test_bad_forms.py",
    "tests/exchange/test_live_guards.py",
    "tests/exchange/test_live_days.py",
)
"""Files that take long as a whole."""


class Apart(LoadFileScheduling):
    """A process takes a file as a whole, of LONG ones a test, in the order in which they are arranged."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        file = str(super()._split_scope(nodeid))
        return nodeid if file in LONG else file


def arrange(items: list[pytest.Item]) -> None:
    """Put LONG and COSTLY files first, then those with many tests; within a file the order stays."""
    files = [item.nodeid.split("::")[0] for item in items]
    counted, first = Counter(files), {file: n for n, file in enumerate((*LONG, *COSTLY))}
    rank = {file: (first.get(file, len(first)), -counted[file], file) for file in counted}
    order = sorted(range(len(items)), key=lambda n: rank[files[n]])
    items[:] = [items[n] for n in order]
