"""The family of channels: one shape, identifiers of their own, and one that needs no network."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.notices import channels
from motcua.notices.channels import registry
from motcua.notices.channels.base import Channel, Reach
from motcua.notices.channels.registry import BadKey, register, registered
from motcua.people.options import questions

EVERY = registered()


def test_every_folder_is_a_channel_of_the_same_shape() -> None:
    folder = Path(channels.__file__).parent
    folders = {one.name for one in folder.iterdir() if (one / "__init__.py").exists()}
    assert set(EVERY) == folders == {"email", "folder", "screen", "sms", "zalo"}
    assert all((folder / name / "plugin.py").exists() for name in folders)


@pytest.mark.parametrize("kind", EVERY.values(), ids=EVERY)
def test_a_channel_says_all_that_a_page_shows(kind: type[Channel]) -> None:
    assert str(kind.label) and str(kind.hint) and kind.__doc__
    assert kind.audiences
    assert all(str(one.label) for one in questions(kind.options_type).values())


def test_one_needs_no_network_and_one_stays_inside() -> None:
    assert EVERY["folder"].reach is Reach.NOTHING
    assert [name for name, kind in EVERY.items() if not kind.open] == ["screen"]


def test_an_identifier_is_checked_and_unique(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_registered", dict(EVERY))
    for key in ("Sms", "a", "x" * 21, "a-b"):
        with pytest.raises(BadKey, match="short word"):
            register(type("Wrong", (Channel,), {"key": key}))
    with pytest.raises(BadKey, match="belongs to Sms"):
        register(type("Other", (Channel,), {"key": "sms"}))
    assert register(EVERY["sms"]) is EVERY["sms"]
