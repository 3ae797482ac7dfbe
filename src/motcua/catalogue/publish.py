"""Letting a version, a repeal or a whole list of differences take effect from a day on (công bố, bãi bỏ)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from motcua.catalogue.changes import Author, CatalogueError, Kind, record
from motcua.catalogue.contents import Content, Described
from motcua.catalogue.differences import LONGEST_CODE, Comparison, Difference, compare
from motcua.catalogue.fields import fold, procedure_code
from motcua.catalogue.kept import write
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.catalogue.names import field_named
from motcua.catalogue.search import forget
from motcua.rules.instants import date_of, local_day


class Outdated(CatalogueError):
    """The catalogue has changed since the differences were shown; `comparison` are those of now."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__("Danh mục đã thay đổi sau khi xem khác biệt. Hãy xem lại khác biệt rồi áp dụng.")
        self.comparison = comparison


class Incomplete(CatalogueError):
    """A procedure that cannot be published: without a code, a name or a field."""

    def __init__(self, code: str, what: str, where: str = "") -> None:
        place = f"{where}: " if where else ""
        super().__init__(f"{place}Thủ tục {code or '(chưa có mã)'} chưa có {what}. Bổ sung rồi làm lại.")


@transaction.atomic
def apply(
    described: list[Described], since: date, by: Author, complete: bool = False, shown: str | None = None
) -> Comparison:
    """Let what sources say hold from a day on, and give what differed. Reading the same again changes nothing.

    `complete` as in `compare`; `shown` is the digest of the differences that somebody agreed to.
    Raises Outdated, Incomplete; nothing is written then.
    """
    comparison = compare(described, since, complete)
    if shown is not None and shown != comparison.digest:
        raise Outdated(comparison)
    for difference in comparison.differences:
        _take_effect(difference, since, by)
    forget()
    return comparison


def _take_effect(difference: Difference, since: date, by: Author) -> None:
    if difference.content is None:
        procedure = Procedure.objects.get(code=difference.code)
        repeal(procedure, since, by, difference.replaced_by)
    else:
        kind, columns = difference.kind, difference.columns
        _publish(difference.code, difference.content, since, by, kind, columns, difference.where)


@transaction.atomic
def publish(code: str, content: Content, since: date, by: Author) -> ProcedureVersion:
    """Let a complete content of a procedure hold from a day on; one that is new is made. Raises Incomplete."""
    complete = Described(procedure_code(code), content, frozenset(vars(content)))
    found = compare([complete], since).differences
    for difference in found:
        _take_effect(difference, since, by)
    forget()
    return _begun(Procedure.objects.get(code=complete.code), since)


def _begun(procedure: Procedure, on: date) -> ProcedureVersion:
    return procedure.versions.filter(since__lte=on).latest("since")


def _publish(
    code: str, content: Content, since: date, by: Author, kind: Kind, columns: Any, where: str
) -> None:
    missing = {"mã": code, "tên": content.name.strip(), "lĩnh vực": content.field.strip()}
    for what, value in missing.items():
        if not value or (what == "mã" and len(code) > LONGEST_CODE):
            raise Incomplete(code, what, where)
    procedure = Procedure.objects.filter(code=code).first() or _new(code, content, by)
    _remember_names(procedure)
    version = write(procedure, since, content)
    _reinstate(version)
    settle_names(date_of(local_day(by.at)), procedure)
    body = {column: {"old": old, "new": new} for column, (old, new) in columns.items()}
    record(kind, by, procedure, since, {"columns": body})


def _new(code: str, content: Content, by: Author) -> Procedure:
    field = field_named(content.field)
    source = by.source[:40] or "catalogue"
    return Procedure.objects.create(
        code=code, name=content.name, folded=fold(content.name), field_id=field, source=source
    )


def _remember_names(procedure: Procedure) -> None:
    """Versions that had the procedure's name and field keep them when the procedure gets others."""
    procedure.versions.filter(name="").update(name=procedure.name)
    procedure.versions.filter(field=None).update(field=procedure.field_id)


def _reinstate(version: ProcedureVersion) -> None:
    """A procedure that was repealed and is published again on the day of its last version is in force again."""
    if version.until is not None and version.until <= version.since:
        version.until, version.replaced_by, version.repeal_decision = None, "", ""
        version.save(update_fields=["until", "replaced_by", "repeal_decision"])


def settle_names(today: date, only: Procedure | None = None) -> None:
    """Give procedures the name and field of the version that is in force today: a version published ahead brings
    them on its day."""
    versions = ProcedureVersion.objects.filter(since__lte=today).exclude(name="").exclude(field=None)
    if only is not None:
        versions = versions.filter(procedure=only)
    in_order = versions.order_by("since").select_related("procedure")
    newest = {version.procedure_id: version for version in in_order}
    for version in newest.values():
        procedure, field = version.procedure, version.field_id
        if (procedure.name, procedure.field_id) != (version.name, field) and field is not None:
            procedure.name, procedure.folded, procedure.field_id = version.name, fold(version.name), field
            procedure.save(update_fields=["name", "folded", "field"])


@transaction.atomic
def repeal(procedure: Procedure, since: date, by: Author, replaced_by: str = "") -> None:
    """End a procedure from a day on (bãi bỏ), naming the code that takes its place, where there is one.

    The code stays, for dossiers refer to it. Raises CatalogueError where nothing was in force, or it replaces itself.
    """
    replaced_by = procedure_code(replaced_by)
    version = procedure.versions.filter(since__lte=since).order_by("-since").first()
    if version is None or (version.until is not None and version.until <= since):
        raise CatalogueError(
            f"Thủ tục {procedure.code} không có hiệu lực vào ngày {since:%d/%m/%Y} nên không bãi bỏ được."
        )
    if replaced_by == procedure.code or len(replaced_by) > LONGEST_CODE:
        raise CatalogueError(f"Mã thay thế “{replaced_by}” không hợp lệ.")
    if later := procedure.versions.filter(since__gt=since).order_by("since").first():
        raise CatalogueError(
            f"Thủ tục {procedure.code} đã có phiên bản từ ngày {later.since:%d/%m/%Y}, sau ngày bãi bỏ. Chọn ngày sau đó."
        )
    version.until, version.replaced_by, version.repeal_decision = since, replaced_by, by.source[:200]
    version.save(update_fields=["until", "replaced_by", "repeal_decision"])
    kind = Kind.REPLACED if replaced_by else Kind.REPEALED
    record(kind, by, procedure, since, {"replaced_by": replaced_by} if replaced_by else {})
    forget()
