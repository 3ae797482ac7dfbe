"""Which text an event has in a unit: its own, that of a unit above, or the shipped one."""

from __future__ import annotations

from django.db import IntegrityError
from django.db.models import QuerySet

from motcua.catalogue.writing import writing
from motcua.notices.events import Event, Variant
from motcua.notices.models import NoticeTemplate
from motcua.notices.texts import Text, checked, shipped
from motcua.notices.units import and_above
from motcua.rules.instants import Instant


class ChangedMeanwhile(Exception):
    """Somebody else saved a version of the same text in between."""

    def __init__(self) -> None:
        super().__init__(
            "Mẫu này vừa được người khác sửa. Nội dung của bạn còn nguyên dưới đây: xem bản mới rồi lưu lại."
        )


def in_force(unit: int, event: str, variant: Variant, now: Instant) -> NoticeTemplate:
    """The version that is used in a unit at present; the shipped text is kept as a version at first use."""
    chain = and_above(unit, now)
    rows = NoticeTemplate.objects.filter(unit__in=chain, event=event, variant=variant).order_by("number")
    latest = {row.unit_id: row for row in rows}
    own = (latest[one] for one in chain if one in latest and not latest[one].withdrawn)
    return next(own, None) or kept(event, variant, now)


def latest_of(unit: int, event: str, variant: Variant) -> NoticeTemplate | None:
    """The last version that a unit itself has saved."""
    return _versions(unit, event, variant).first()


def versions_of(unit: int, event: str, variant: Variant) -> list[NoticeTemplate]:
    """All versions that a unit itself has saved, the last one first."""
    return list(_versions(unit, event, variant).select_related("made_by"))


def kept(event: str, variant: Variant, now: Instant) -> NoticeTemplate:
    """The shipped text as a version: a new one only where a new release has changed its words."""
    text, versions = shipped(event, variant), _versions(None, event, variant)
    same = versions.filter(title=text.title, text=text.text).first()
    if same is not None:
        return same
    latest = versions.first()
    found, _ = NoticeTemplate.objects.get_or_create(
        unit=None,
        event=event,
        variant=variant,
        number=1 if latest is None else latest.number + 1,
        defaults={"title": text.title, "text": text.text, "made_at": now},
    )
    # Another process may run the words of another release.
    return found if (found.title, found.text) == (text.title, text.text) else kept(event, variant, now)


def save(
    unit: int, event: Event, variant: Variant, title: str, text: str, after: int, by: int, now: Instant
) -> NoticeTemplate:
    """A new version of a unit's own text; `after` is the number of the version that the writer saw, 0 for none.

    Raises BadText with the place of what is wrong, and ChangedMeanwhile.
    """
    written = checked(event, variant, title, text)
    return _add(unit, event.name, variant, written, after, by, now, withdrawn=False)


def withdraw(unit: int, event: Event, variant: Variant, after: int, by: int, now: Instant) -> NoticeTemplate:
    """Go back to the text of the unit above, or to the shipped one. Raises ChangedMeanwhile."""
    return _add(unit, event.name, variant, Text("", ""), after, by, now, withdrawn=True)


def _add(
    unit: int, event: str, variant: Variant, text: Text, after: int, by: int, now: Instant, *, withdrawn: bool
) -> NoticeTemplate:
    latest = latest_of(unit, event, variant)
    if after != (latest.number if latest else 0):
        raise ChangedMeanwhile
    try:
        with writing():
            return NoticeTemplate.objects.create(
                unit_id=unit,
                event=event,
                variant=variant,
                number=after + 1,
                title=text.title,
                text=text.text,
                withdrawn=withdrawn,
                made_at=now,
                made_by_id=by,
            )
    except IntegrityError as error:
        raise ChangedMeanwhile from error


def _versions(unit: int | None, event: str, variant: Variant) -> QuerySet[NoticeTemplate]:
    return NoticeTemplate.objects.filter(unit=unit, event=event, variant=variant).order_by("-number")
