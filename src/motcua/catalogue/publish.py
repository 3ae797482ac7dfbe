"""Letting a version, a repeal or a whole list of differences take effect from a day on (công bố, bãi bỏ)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from motcua.catalogue.changes import Author, CatalogueError, Kind, record
from motcua.catalogue.contents import Content, Described
from motcua.catalogue.differences import LONGEST_CODE, Comparison, Difference, compare
from motcua.catalogue.fields import fold, procedure_code
from motcua.catalogue.kept import write
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.catalogue.names import KnownNames
from motcua.catalogue.search import forget
from motcua.catalogue.writing import writing
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


@writing()
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
    _take_effect(comparison.differences, since, by)
    return comparison


def _take_effect(differences: Iterable[Difference], since: date, by: Author) -> None:
    names = KnownNames()
    for difference in differences:
        if difference.content is None:
            repeal(Procedure.objects.get(code=difference.code), since, by, difference.replaced_by)
        else:
            _publish(difference, difference.content, since, by, names)
    settle_names(date_of(local_day(by.at)))
    forget()


@writing()
def publish(code: str, content: Content, since: date, by: Author) -> ProcedureVersion:
    """Let a complete content of a procedure hold from a day on; one that is new is made. Raises Incomplete."""
    complete = Described(procedure_code(code), content, frozenset(vars(content)))
    _take_effect(compare([complete], since).differences, since, by)
    return _begun(Procedure.objects.get(code=complete.code), since)


def _begun(procedure: Procedure, on: date) -> ProcedureVersion:
    return procedure.versions.filter(since__lte=on).latest("since")


def _publish(difference: Difference, content: Content, since: date, by: Author, names: KnownNames) -> None:
    code = difference.code
    missing = {"mã": code, "tên": content.name.strip(), "lĩnh vực": content.field.strip()}
    for what, value in missing.items():
        if not value or (what == "mã" and len(code) > LONGEST_CODE):
            raise Incomplete(code, what, difference.where)
    procedure = Procedure.objects.filter(code=code).first()
    if procedure is None:
        procedure = _new(code, content, by, names.field(content.field))
    else:
        _remember_names(procedure)
    _reinstate(write(procedure, since, content, names))
    body = {column: {"old": old, "new": new} for column, (old, new) in difference.columns.items()}
    record(difference.kind, by, procedure, since, {"columns": body})


def _new(code: str, content: Content, by: Author, field: int) -> Procedure:
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


def settle_names(today: date) -> None:
    """Give procedures the name and field of the version that is in force today: a version published ahead brings
    them on its day."""
    later = ProcedureVersion.objects.filter(
        procedure=OuterRef("procedure"), since__lte=today, since__gt=OuterRef("since")
    )
    newest = (
        ProcedureVersion.objects.filter(~Exists(later), since__lte=today).exclude(name="").exclude(field=None)
    )
    as_is = Q(name=F("procedure__name"), field=F("procedure__field"))
    for version in newest.exclude(as_is).select_related("procedure"):
        procedure = version.procedure
        procedure.name, procedure.folded = version.name, fold(version.name)
        procedure.field_id = version.field_id or procedure.field_id
        procedure.save(update_fields=["name", "folded", "field"])


@writing()
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
