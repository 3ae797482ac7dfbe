"""Writing a version: draft, checked, released by a second person; nothing here touches an open dossier."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import IntegrityError
from django.db.models import Max, Q

from motcua.catalogue.models import Unit
from motcua.catalogue.writing import writing
from motcua.people.models import User
from motcua.rules.instants import Instant
from motcua.rules.workflow import Code, Problem, body_of
from motcua.workflow import audited
from motcua.workflow.models import ReleasedForGood, WorkflowVersion
from motcua.workflow.reading import LONGEST, Reading, as_text, read_text, readable
from motcua.workflow.released import by_id

_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_NOTES = 2_000
_OPEN = (WorkflowVersion.Status.DRAFT, WorkflowVersion.Status.CHECKED)


class DraftRefused(ValueError):
    """Something that may not be done to a version; the message is for whoever tried (Vietnamese)."""


class ChangedMeanwhile(DraftRefused):
    """Somebody else has saved the draft since it was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Người khác đã lưu bản này sau khi bạn mở. Nội dung bạn gõ vẫn còn trên trang: "
            "sao ra chỗ khác, mở lại bản mới nhất rồi sửa tiếp."
        )


def reading_of(version: WorkflowVersion, text: str | None = None) -> Reading:
    """What the text of a version says, or another text in its place; the key in it has to be the version's."""
    reading = read_text(version.text if text is None else text)
    workflow = reading.workflow
    if workflow is None or workflow.key == version.key:
        return reading
    params = {"key": workflow.key, "wanted": version.key}
    wrong = Problem(Code.WRONG_KEY, "", ("workflow",), params)
    return replace(reading, problems=(wrong, *reading.problems))


def new_version(unit: Unit, key: str, origin: int, by: User, at: Instant) -> WorkflowVersion:
    """The draft of a unit's next version: the one that is open, else a copy of the released version `origin`.

    Raises UnknownWorkflow.
    """
    opened = WorkflowVersion.objects.filter(unit=unit, key=key, status__in=_OPEN).first()
    return opened or _add(unit, key, by_id(origin).name, _text_of(origin, key), by, at)


def new_workflow(unit: Unit, key: str, name: str, origin: int, by: User, at: Instant) -> WorkflowVersion:
    """The first draft of a workflow that the unit did not have, made from the released version `origin`.

    Raises DraftRefused where the key is none or taken, UnknownWorkflow.
    """
    if not _KEY.fullmatch(key) or len(key) > 60:
        raise DraftRefused("Ký hiệu chỉ gồm chữ thường không dấu, số và gạch nối, ví dụ: chung-thuc.")
    if not name.strip():
        raise DraftRefused("Ghi tên quy trình.")
    if _taken(unit, key):
        raise DraftRefused(f"Ký hiệu “{key}” đã có. Chọn ký hiệu khác, hoặc soạn bản mới của quy trình ấy.")
    made = as_text(replace(by_id(origin), key=key, name=name.strip()))
    return _add(unit, key, name.strip(), made, by, at)


@writing()
def save(version: WorkflowVersion, text: str, notes: str, by: User, seen: Instant, at: Instant) -> None:
    """Keep a draft as it is typed, readable or not; a version that waited for release is a draft again.

    `seen` is `changed_at` of the version when it was opened. Raises DraftRefused where it is too long,
    ChangedMeanwhile, ReleasedForGood.
    """
    if len(text) > LONGEST or len(notes) > LONGEST_NOTES:
        raise DraftRefused(
            "Dài quá: quy trình nhiều nhất 100.000 ký tự, ghi chú 2.000 ký tự. Rút gọn rồi lưu lại."
        )
    workflow = read_text(text).workflow
    written: dict[str, Any] = {"text": text, "notes": notes}
    if workflow is not None:
        written |= {"name": workflow.name, "body": body_of(workflow)}
    _change(version, seen, at, written | {"status": WorkflowVersion.Status.DRAFT})
    version.editors.add(by)
    audited.write_line(audited.SAVED, version, by, at)


@writing()
def submit(version: WorkflowVersion, by: User, seen: Instant, at: Instant) -> None:
    """Hand a draft without problems to a second person. Raises DraftRefused, ChangedMeanwhile, ReleasedForGood."""
    reading = reading_of(version)
    if reading.workflow is None or reading.problems:
        raise DraftRefused("Quy trình còn lỗi, chưa trình được. Sửa hết các lỗi đã nêu rồi trình lại.")
    checked = {"status": WorkflowVersion.Status.CHECKED, "checked_at": at, "checked_by": by}
    _change(version, seen, at, checked | {"body": body_of(reading.workflow)})
    audited.write_line(audited.SUBMITTED, version, by, at)


def refusal(version: WorkflowVersion, by: User) -> str:
    """Why this person may not release this version; empty where nothing stands against it (Vietnamese)."""
    if version.status != WorkflowVersion.Status.CHECKED:
        return "Bản này chưa được trình phê duyệt."
    if version.editors.filter(pk=by.pk).exists():
        return "Bạn đã soạn bản này; người khác phải phê duyệt."
    return "Quy trình còn lỗi." if reading_of(version).problems else ""


@writing()
def release(version: WorkflowVersion, since: date, by: User, today: date, at: Instant) -> None:
    """Release a checked version: from the local day `since` on new dossiers take it, open ones keep theirs.

    Raises DraftRefused where it has problems, was written by the same person, or would begin in the past;
    ChangedMeanwhile, ReleasedForGood.
    """
    if reason := refusal(version, by):
        raise DraftRefused(reason)
    if since < today:
        raise DraftRefused("Ngày áp dụng không được trước hôm nay: hồ sơ đã nhận giữ quy trình của ngày ấy.")
    released = {"status": WorkflowVersion.Status.RELEASED, "released_at": at, "released_by": by}
    _change(version, version.changed_at, at, released | {"since": since})
    by_id.cache_clear()
    audited.write_line(audited.RELEASED, version, by, at)


@writing()
def discard(version: WorkflowVersion, by: User, at: Instant) -> None:
    """Throw a draft away. Raises ReleasedForGood."""
    audited.write_line(audited.DISCARDED, version, by, at)
    version.delete()


def _change(version: WorkflowVersion, seen: Instant, at: Instant, written: dict[str, Any]) -> None:
    """Write in one statement, only where nobody has changed or released the version since `seen`."""
    written["changed_at"] = max(at, seen + 1)
    still = WorkflowVersion.objects.filter(pk=version.pk, status__in=_OPEN, changed_at=seen)
    if not still.update(**written):
        if WorkflowVersion.objects.filter(pk=version.pk).exclude(status__in=_OPEN).exists():
            raise ReleasedForGood(version)
        raise ChangedMeanwhile
    for name, value in written.items():
        setattr(version, name, value)


def _taken(unit: Unit, key: str) -> bool:
    """Whether the unit or every unit has a workflow of that key."""
    return WorkflowVersion.objects.filter(Q(unit=unit) | Q(unit=None), key=key).exists()


def _text_of(origin: int, key: str) -> str:
    """The text of a version with its comments, under its key."""
    text = WorkflowVersion.objects.values_list("text", flat=True).get(pk=origin)
    return text if readable(text).key == key else as_text(replace(by_id(origin), key=key))


def _add(unit: Unit, key: str, name: str, text: str, by: User, at: Instant) -> WorkflowVersion:
    """Raises ChangedMeanwhile where somebody else has begun the same draft at this moment."""
    last = WorkflowVersion.objects.filter(unit=unit, key=key).aggregate(last=Max("number"))["last"]
    made: dict[str, Any] = {"made_at": at, "changed_at": at, "body": body_of(readable(text))}
    try:
        with writing():
            version = WorkflowVersion.objects.create(
                unit=unit, key=key, number=(last or 0) + 1, name=name, text=text, **made
            )
            version.editors.add(by)
            audited.write_line(audited.BEGUN, version, by, at)
    except IntegrityError as error:
        raise ChangedMeanwhile from error
    return version
