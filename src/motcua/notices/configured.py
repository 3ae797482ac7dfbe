"""Which channels a unit uses, and how: its own settings, else those of the nearest unit above."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings

from motcua.catalogue.rows import columns, read
from motcua.notices.channels.base import Channel
from motcua.notices.channels.registry import registered
from motcua.notices.events import Audience
from motcua.notices.models import ChannelSetting
from motcua.people.held import chosen_above
from motcua.rules.instants import Instant, date_of, local_day

NATIONAL = "dichvucong.gov.vn"
"""The National Public Service Portal."""


@dataclass(frozen=True)
class Use:
    """A channel as a unit uses it."""

    kind: type[Channel]
    setting: ChannelSetting

    @cached_property
    def channel(self) -> Channel:
        """The channel with its options; raises BadOptions."""
        return self.kind(self.setting.options)

    @property
    def inside(self) -> bool:
        """Whether nothing leaves the system by it."""
        return not self.kind.open

    def serves(self, audience: Audience) -> bool:
        """Whether people of an audience are told by it."""
        wanted = {
            Audience.APPLICANT: self.setting.to_applicants,
            Audience.OFFICER: self.setting.to_officers,
        }
        return self.setting.enabled and audience in self.kind.audiences and wanted[audience]


def usual_where() -> str:
    """Where citizens look a dossier up unless the unit names another place: the installation's own public page
    («motcua.xa.example/tra-cuu»), else the national portal."""
    parts = urlsplit(settings.PUBLIC_URL)
    path = parts.path.partition("{")[0].rstrip("/")
    return f"{parts.netloc}{path}" if parts.netloc else NATIONAL


_SETTINGS = f"""
SELECT {columns(ChannelSetting, "setting")} FROM above
JOIN notices_channelsetting AS setting ON setting.unit_id = above.unit_id ORDER BY above.steps
"""  # noqa: S608 - names are our own


def uses(unit: int, now: Instant, audience: Audience | None = None) -> list[Use]:
    """Every channel as the unit uses it, enabled or not, in the order in which they are tried; those that may
    reach an `audience`, where one is given."""
    kinds = {key: kind for key, kind in registered().items() if audience in (None, *kind.audiences)}
    found: dict[str, ChannelSetting] = {}
    for row in chosen_above(_SETTINGS, unit, date_of(local_day(now))):
        setting = read(ChannelSetting, row)
        found.setdefault(setting.channel, setting)
    wanted = [
        key for key, kind in kinds.items() if audience is None or key in found or kind.usual.get("enabled")
    ]
    every = [Use(kinds[key], found.get(key) or usual(unit, kinds[key])) for key in wanted]
    return sorted(every, key=lambda use: (use.setting.place, use.kind.key))


def usual(unit: int, kind: type[Channel]) -> ChannelSetting:
    """The setting, not kept, with which a channel starts."""
    return ChannelSetting(unit_id=unit, channel=kind.key, **kind.usual)


def use_of(unit: int, channel: str, now: Instant) -> Use | None:
    """One channel as the unit uses it; None where there is no such channel any more."""
    return next((use for use in uses(unit, now) if use.kind.key == channel), None)


def told_by(unit: int, audience: Audience, now: Instant) -> list[Use]:
    """The channels by which an audience is told at once; those that only stand by are left out."""
    return [use for use in uses(unit, now, audience) if use.serves(audience) and not use.setting.standby]


def standing_by(unit: int, audience: Audience, after: str, now: Instant) -> Use | None:
    """The next channel that stands by for one that could not send; None where there is none."""
    order = [use for use in uses(unit, now) if use.serves(audience)]
    later = [use for use in order if use.setting.standby]
    places = {use.kind.key: n for n, use in enumerate(order)}
    failed = places.get(after, -1) if any(use.kind.key == after for use in later) else -1
    return next((use for use in later if places[use.kind.key] > failed), None)
