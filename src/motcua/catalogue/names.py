"""Fields and agencies over time: what one is called, and of what it is part, on a day.

Renaming and merging are dated rows: dossiers and versions of before keep what they had.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from motcua.catalogue.changes import Author, CatalogueError, Kind, record
from motcua.catalogue.fields import agencies, agency_key, agency_name, field_key
from motcua.catalogue.models import Agency, AgencyName, Field, FieldName
from motcua.catalogue.writing import writing

Owner: TypeAlias = Field | Agency

_BEGINNING = date(2000, 1, 1)
"""Since when the first name held, as far as anybody asks."""
_LONGEST = 300


class NameTaken(CatalogueError):
    """Another field or agency has, or had, the name: two that become one are merged."""

    def __init__(self, name: str, owner: Owner) -> None:
        super().__init__(f"“{name}” là tên của “{owner}”. Nếu hai mục là một, hãy gộp thay vì đổi tên.")


class CannotMerge(CatalogueError):
    """A merger into itself or in a ring, or of what is merged already."""

    def __init__(self, owner: Owner, into: Owner) -> None:
        super().__init__(
            f"Không gộp được “{owner}” vào “{into}”: mục đã được gộp trước đó, hoặc hai mục gộp lẫn nhau."
        )


def field_on(field_id: int, on: date) -> int:
    """The field that a field is part of on a local day, by the mergers in force; itself where there is none."""
    return _part_of(Field, field_id, on)


def agency_on(name: str, on: date) -> str:
    """What an agency that a decision names is called on a local day, mergers included; the name itself where it is
    unknown, or only written in another way."""
    found = known_agencies().get(agency_key(name))
    if found is None:
        return name
    called = name_on(Agency.objects.get(pk=_part_of(Agency, found, on)), on)
    return name if agency_key(called) == agency_key(name) else called


def _part_of(model: type[Field] | type[Agency], pk: int, on: date) -> int:
    merged = dict(model.objects.filter(merged_since__lte=on).values_list("pk", "merged_into_id"))
    while (into := merged.pop(pk, None)) is not None:
        pk = into
    return pk


def name_on(owner: Owner, on: date) -> str:
    """The name on a local day."""
    names = list(owner.names.order_by("since").values_list("since", "name"))
    begun = [name for since, name in names if since <= on]
    return begun[-1] if begun else names[0][1] if names else owner.name


def field_names(on: date) -> dict[int, str]:
    """The names of all fields on a local day. Two queries."""
    found = dict(Field.objects.values_list("pk", "name"))
    first: set[int] = set()
    for owner, since, name in FieldName.objects.order_by("since").values_list("owner_id", "since", "name"):
        if since <= on or owner not in first:
            found[owner] = name
        first.add(owner)
    return found


def known_fields() -> dict[str, int]:
    """The keys of all fields by `field_key` of every name that they have or had."""
    former = FieldName.objects.values_list("name", "owner_id")
    return {field_key(name): owner for name, owner in former} | dict(
        Field.objects.values_list("folded", "id")
    )


def merged_fields() -> list[tuple[int, date, int]]:
    """Fields that were merged, since when, and into which: the earliest merger first."""
    rows = Field.objects.filter(merged_into__isnull=False).order_by("merged_since", "pk")
    return [
        (row.pk, row.merged_since, row.merged_into_id)
        for row in rows
        if row.merged_since and row.merged_into_id
    ]


def known_agencies() -> dict[str, int]:
    """The keys of all agencies by `agency_key` of every name that they have or had."""
    former = AgencyName.objects.values_list("name", "owner_id")
    return {agency_key(name): owner for name, owner in former} | dict(
        Agency.objects.values_list("folded", "id")
    )


class KnownNames:
    """The names of fields and agencies, read once for many procedures; those that are new are made."""

    def __init__(self) -> None:
        self.fields, self.agencies = known_fields(), known_agencies()

    def field(self, name: str) -> int:
        """The key of the field of a name, which it has or had."""
        key = field_key(name)[:_LONGEST]
        if key not in self.fields:
            self.fields[key] = Field.objects.create(folded=key, name=name[:_LONGEST]).pk
        return self.fields[key]

    def add_agencies(self, *texts: str) -> None:
        """Make the agencies that cells name (several in one, see `fields.agencies`) known."""
        for name in (name for text in texts for name in agencies(text)):
            key = agency_key(name)[:_LONGEST]
            if key not in self.agencies:
                made = Agency.objects.create(name=agency_name(name)[:_LONGEST], folded=key)
                self.agencies[key] = made.pk


def field_named(name: str) -> int:
    """The key of the field of a name, which it has or had; one that is new is made."""
    return KnownNames().field(name)


def add_agencies(*texts: str) -> None:
    """Make the agencies that cells name known."""
    KnownNames().add_agencies(*texts)


@writing()
def rename(owner: Owner, name: str, since: date, by: Author) -> None:
    """Give a field or an agency another name from a day on; a second name of the same day replaces the first.

    Raises NameTaken, CatalogueError without a name.
    """
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST:
        raise CatalogueError("Tên phải có từ 1 đến 300 ký tự.")
    is_field = isinstance(owner, Field)
    key, known = (field_key(name), known_fields()) if is_field else (agency_key(name), known_agencies())
    if known.get(key, owner.pk) != owner.pk:
        raise NameTaken(name, type(owner).objects.get(pk=known[key]))
    if not owner.names.exists():
        owner.names.create(name=owner.name, since=_BEGINNING)
    owner.names.update_or_create(since=since, defaults={"name": name})
    former, owner.name = owner.name, owner.names.order_by("-since")[0].name
    owner.folded = field_key(owner.name) if is_field else agency_key(owner.name)
    owner.save(update_fields=["name", "folded"])
    kind = Kind.FIELD_RENAMED if is_field else Kind.AGENCY_RENAMED
    record(kind, by, since=since, body={"id": owner.pk, "old": former, "new": name})


@writing()
def merge(owner: Owner, into: Owner, since: date, by: Author) -> None:
    """Make a field or an agency part of another one from a day on. Raises CannotMerge."""
    ring = owner.pk == into.pk or _part_of(type(owner), into.pk, date.max) == owner.pk
    if type(owner) is not type(into) or owner.merged_into_id is not None or ring:
        raise CannotMerge(owner, into)
    type(owner).objects.filter(pk=owner.pk).update(merged_into=into.pk, merged_since=since)
    owner.refresh_from_db()
    kind = Kind.FIELD_MERGED if isinstance(owner, Field) else Kind.AGENCY_MERGED
    record(kind, by, since=since, body={"id": owner.pk, "old": owner.name, "new": into.name})
