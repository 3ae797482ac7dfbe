"""A unit's files of superiors: brought, replaced, bound, filled; every change keeps who and when."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Max

from motcua.casework import files
from motcua.casework.refusals import Refused
from motcua.catalogue.models import Unit
from motcua.catalogue.writing import writing
from motcua.reports.models import SuperiorBinding, SuperiorFile, SuperiorFill, SuperiorVersion
from motcua.reports.superior.errors import FileRefused
from motcua.reports.superior.filling import TheirFile
from motcua.reports.superior.meaning import Meaning, checked, read
from motcua.reports.superior.sheet import Put
from motcua.reports.superior.spots import Spot, place_again
from motcua.reports.superior.values import Closed, Figures
from motcua.rules.instants import Instant
from motcua.rules.periods import Period, parse

_LONGEST_NAME = 120


@dataclass(frozen=True)
class Bringing:
    """A file that somebody brings: its name and content, the period of its figures where known, who and when."""

    name: str
    content: bytes
    period: str
    by: int
    at: Instant


def bring(
    unit: Unit, brought: Bringing, title: str = "", file: SuperiorFile | None = None
) -> SuperiorVersion:
    """Keep a file as a new one of the unit, or as the next version of one; raises FileRefused and BadPeriod."""
    period = parse(brought.period).name if brought.period else ""
    kind = TheirFile(brought.content).kind
    if file is not None and file.versions.exclude(kind=kind).exists():
        raise FileRefused("Bản mới phải cùng loại với bản đang dùng (DOCX hoặc XLSX).")
    try:
        kept = files.keep(brought.name, [brought.content], unit.pk, brought.by, brought.at)
    except Refused as refused:
        raise FileRefused(refused.message) from refused
    with writing():
        if file is None:
            name = title.strip() or kept.name.rpartition(".")[0] or kept.name
            file = SuperiorFile.objects.create(unit=unit, name=name[:_LONGEST_NAME])
        SuperiorFile.objects.select_for_update(no_key=True).get(pk=file.pk)
        number = (file.versions.aggregate(last=Max("number"))["last"] or 0) + 1
        return SuperiorVersion.objects.create(
            file=file, number=number, kept=kept, kind=kind, period=period, added_by_id=brought.by,
            added_at=brought.at,
        )  # fmt: skip


def in_use(file: SuperiorFile) -> SuperiorVersion:
    """The version that is filled: the last one."""
    return file.versions.select_related("kept", "added_by", "file").order_by("-number")[0]


def content_of(version: SuperiorVersion) -> bytes:
    """A version as it was brought; raises FileRefused where it is gone."""
    try:
        return files.place_of(version.kept.digest).read_bytes()
    except OSError as error:
        raise FileRefused(
            "Không thấy nội dung tệp trong thư mục lưu tệp. Khôi phục từ bản sao lưu, hoặc tải lên lại."
        ) from error


@lru_cache(maxsize=2)
def _opened(_digest: str, content: bytes) -> TheirFile:
    return TheirFile(content)


def opened(version: SuperiorVersion) -> TheirFile:
    """A version to look at; one that is to be filled is opened apart."""
    return _opened(version.kept.digest, content_of(version))


@dataclass(frozen=True)
class Bound:
    """A binding with its meaning, and its spot in the version that is looked at; None where that is lost."""

    kept: SuperiorBinding
    meaning: Meaning
    spot: Spot | None


def bound(version: SuperiorVersion) -> list[Bound]:
    """The bindings of a file in the order of a version, those that are lost last."""
    spots = list(opened(version).shown.spots.values())
    order = {spot.key: at for at, spot in enumerate(spots)}
    kept = version.file.bindings.select_related("bound_by").order_by("pk")
    found = [Bound(one, read(one.meaning), place_again(spots, one.digest, one.index, one.of)) for one in kept]
    return sorted(found, key=lambda one: order[one.spot.key] if one.spot else len(order))


def bind(version: SuperiorVersion, spot: Spot, meaning: Meaning, by: int, now: Instant) -> None:
    """Bind a spot of a version; what it was bound to before is replaced. Raises FileRefused."""
    SuperiorBinding.objects.update_or_create(
        file=version.file, digest=spot.digest, index=spot.index, of=spot.of,
        defaults={
            "where": spot.where[:200], "was": spot.text[:100], "meaning": checked(meaning).kept(),
            "bound_by_id": by, "bound_at": now,
        },
    )  # fmt: skip


def fill(
    unit: Unit, version: SuperiorVersion, period: Period, by: int | None, now: Instant, closed: Closed
) -> SuperiorFill:
    """Fill a version for a period as known now, closed periods as they were closed. Raises FileRefused."""
    file, figures = opened(version), Figures(unit, period, now, closed)
    all_bound = bound(version)
    told = [_told(file, figures, one.spot, one.meaning) for one in all_bound if one.spot is not None]
    if not told:
        raise FileRefused("Chưa gắn con số nào của bản này nên không có gì để điền. Gắn số trước.")
    lost = [{"where": one.kept.where, "was": one.kept.was} for one in all_bound if one.spot is None]
    return SuperiorFill.objects.create(
        version=version,
        period=period.name,
        as_of=now,
        figures=told,
        lost=lost,
        filled_by_id=by,
        filled_at=now,
    )


def _told(file: TheirFile, figures: Figures, spot: Spot, meaning: Meaning) -> dict[str, Any]:
    figure = figures.of(meaning)
    put = file.put(spot, meaning, figure.value, figure.estimated)
    return {
        "key": spot.key, "where": spot.where, "was": spot.text, "text": put.text,
        "number": None if put.number is None else f"{put.number:f}", "estimated": figure.estimated,
        "meaning": meaning.kept(), "period": figure.period.name, "known_at": figure.known_at,
    }  # fmt: skip


def filled(kept: SuperiorFill) -> bytes:
    """The filled file, the same however often it is asked for. Raises FileRefused."""
    puts = {
        one["key"]: Put(
            None if one["number"] is None else Decimal(one["number"]), one["text"], one["estimated"]
        )
        for one in kept.figures
    }
    return TheirFile(content_of(kept.version)).filled(puts)
