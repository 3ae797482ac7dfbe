"""The form of a channel: what is typed into it, checked field by field."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from motcua.boards.notices.words import DOUBT, NAMING
from motcua.notices.channels.base import Channel
from motcua.notices.events import Audience
from motcua.notices.models import ChannelSetting
from motcua.notices.pauses import BadSendingHours, read_hours
from motcua.people.options import BadOptions, questions, read
from motcua.rules.instants import Instant

MOST_MINUTES = 24 * 60
MOST_PLACE = 99
MOST_WHERE = 120
MOST_OPTION = 2000
SWITCHES = ("enabled", "to_applicants", "to_officers", "standby")


def save(
    setting: ChannelSetting, kind: type[Channel], typed: Mapping[str, str], by: int, now: Instant
) -> dict[str, str]:
    """Take what was typed into a setting and keep it; where something is wrong nothing is kept.

    Gives what is wrong, by field; the setting has the values as typed.
    """
    problems = _general(setting, kind, typed)
    raw = {name: typed.get(f"option-{name}", "") for name in questions(kind.options_type)}
    setting.options = raw
    try:
        kind(raw)
        setting.options = vars(read(kind.options_type, raw))
    except BadOptions as error:
        problems |= {f"option-{name}": problem for name, problem in error.problems.items()}
    long = [name for name, text in raw.items() if len(text) > MOST_OPTION]
    problems |= {f"option-{name}": _("At most %(most)s characters.") % {"most": MOST_OPTION} for name in long}
    if not problems:
        setting.changed_at, setting.changed_by_id = now, by
        setting.save()
    return problems


def _general(setting: ChannelSetting, kind: type[Channel], typed: Mapping[str, str]) -> dict[str, str]:
    for name in SWITCHES:
        setattr(setting, name, typed.get(name) == "on")
    setting.to_applicants = setting.to_applicants and Audience.APPLICANT in kind.audiences
    setting.to_officers = setting.to_officers and Audience.OFFICER in kind.audiences
    setting.where = typed.get("where", "").strip()
    setting.naming = _chosen(typed.get("naming", ""), list(NAMING))
    setting.doubt = _chosen(typed.get("doubt", ""), list(DOUBT))
    problems = {}
    if len(setting.where) > MOST_WHERE:
        problems["where"] = _("At most %(most)s characters.") % {"most": MOST_WHERE}
    for name, most in (("gather_minutes", MOST_MINUTES), ("place", MOST_PLACE)):
        text = typed.get(name, "").strip() or "0"
        if text.isascii() and text.isdecimal() and int(text) <= most:
            setattr(setting, name, int(text))
        else:
            setattr(setting, name, text)
            problems[name] = _("Write a number from 0 to %(most)s.") % {"most": most}
    setting.hours = typed.get("hours", "").replace(" ", "")
    try:
        _check_hours(setting.hours)
    except BadSendingHours as error:
        setting.hours = typed.get("hours", "")
        problems["hours"] = str(error)
    return problems


def _check_hours(hours: str) -> None:
    if hours:
        read_hours(hours)


def _chosen(value: str, choices: list[str]) -> str:
    return value if value in choices else choices[0]
