"""The versions of a unit's own template: uploaded, adopted from a day on, found for a period."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, QuerySet

from motcua.catalogue.models import Unit
from motcua.catalogue.writing import writing
from motcua.reports.data import OwnTemplate
from motcua.reports.models import NarrativeTemplate
from motcua.reports.template.package import TemplateRefused, opened
from motcua.rules.instants import Instant, day_of, day_start
from motcua.rules.periods import Period

PERIODS = {
    "": "mọi kỳ", "month": "báo cáo tháng", "quarter": "báo cáo quý", "half": "báo cáo 6 tháng",
    "nine": "báo cáo 9 tháng", "year": "báo cáo năm", "range": "khoảng ngày",
}  # fmt: skip
"""Which reports a template may be for, and how that is said."""


def versions(unit: Unit) -> QuerySet[NarrativeTemplate]:
    """All versions of a unit, the latest first."""
    return NarrativeTemplate.objects.filter(unit=unit).order_by("-number")


def in_use(unit: Unit, period: Period, dated: date | None = None, known_at: Instant | None = None) -> NarrativeTemplate | None:  # fmt: skip
    """The version that the report of a period is written from; None for the program's outline.

    Of the adopted versions that began by the period's last day, one of that kind of period before one for all, then the
    one that began last. A report that bears a date, or is drawn up as known at an instant (milliseconds UTC), keeps the
    wording of then: what was adopted after it does not count.
    """
    found = versions(unit).filter(
        adopted_at__isnull=False, since__lte=period.last, periods__in=("", period.kind)
    )
    limits = [day_start(day_of(dated) + 1) - 1] if dated is not None else []
    limits += [known_at] if known_at is not None else []
    if limits:
        found = found.filter(adopted_at__lte=min(limits))
    first = found.order_by("-periods", "-since", "-number").first()
    return first if first is not None and first.body else None


def own_template(
    unit: Unit, period: Period, dated: date | None = None, known_at: Instant | None = None
) -> OwnTemplate | None:
    """The same as the data of a report have it."""
    found = in_use(unit, period, dated, known_at)
    return OwnTemplate(found.number, bytes(found.body)) if found else None


@writing()
def keep(unit: Unit, content: bytes, name: str, periods: str, by: int, now: Instant) -> NarrativeTemplate:
    """Keep an uploaded file as a version that nothing is written from yet; raises TemplateRefused."""
    opened(content)
    return _added(unit, content, name, periods, by, now)


@writing()
def adopt(version: NarrativeTemplate, since: date, by: int, now: Instant) -> None:
    """Write reports of periods that end on `since` or later from this version. Raises TemplateRefused."""
    Unit.objects.select_for_update().get(pk=version.unit_id)
    changed = NarrativeTemplate.objects.filter(pk=version.pk, adopted_at=None).update(
        since=since, adopted_at=now, adopted_by=by
    )
    if not changed:
        raise TemplateRefused("Bản mẫu này đã được đưa vào dùng. Muốn đổi thì tải lên bản mới.")


@writing()
def go_back(unit: Unit, periods: str, since: date, by: int, now: Instant) -> NarrativeTemplate:
    """Return to the program's outline for periods that end on `since` or later; kept as a version without a file."""
    version = _added(unit, b"", "", periods, by, now)
    adopt(version, since, by, now)
    return version


def _added(unit: Unit, content: bytes, name: str, periods: str, by: int, now: Instant) -> NarrativeTemplate:
    if periods not in PERIODS:
        raise TemplateRefused("Không có loại kỳ báo cáo này.")
    Unit.objects.select_for_update().get(pk=unit.pk)
    last = versions(unit).aggregate(last=Max("number"))["last"] or 0
    return NarrativeTemplate.objects.create(
        unit=unit, number=last + 1, periods=periods, name=name[:200], body=content, uploaded_at=now, uploaded_by=by,
    )  # fmt: skip
