"""What docs/notices.md says is so: the example of a channel, the events, the states."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from motcua.notices.channels import registry
from motcua.notices.channels.base import Message, Refused
from motcua.notices.channels.registry import registered
from motcua.notices.events import EVENTS
from motcua.notices.models import Notice
from motcua.people.options import BadOptions

PAGE = (Path(__file__).parents[2] / "docs" / "notices.md").read_text(encoding="utf-8")


def test_the_example_of_a_channel_works(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(registry, "_registered", dict(registered()))
    found = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert found
    # Where a dataclass looks its annotations up.
    monkeypatch.setitem(__import__("sys").modules, "pager", type(re)("pager"))
    exec(compile(found[1], "pager", "exec"), {"__name__": "pager"})

    pager = registered()["pager"]
    pager({"network": "N1"}).send(Message("i", "assigned", 1, "", "Được giao hồ sơ", "0912345678"))
    assert capsys.readouterr().out == "to the network N1\n"
    with pytest.raises(Refused):
        pager({"network": "N1"}).send(Message("i", "assigned", 1, "", "x" * 81, "0912345678"))
    with pytest.raises(BadOptions):
        pager({})


def test_every_event_and_every_state_is_explained() -> None:
    named = set(re.findall(r"`([a-z_]+)`", PAGE))
    assert set(EVENTS) | set(Notice.Status.values) <= named


def test_every_channel_says_what_it_guarantees() -> None:
    rows = [line for line in PAGE.splitlines() if "một lần |" in line]
    told = " ".join(rows)
    assert all(word in told for word in ("trong hệ thống", "thư mục", "thư điện tử", "SMS", "Zalo"))
    assert all(
        "most once" in str(kind.__doc__) or "once" in str(kind.__doc__) for kind in registered().values()
    )
