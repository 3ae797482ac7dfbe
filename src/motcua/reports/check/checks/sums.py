"""A whole and its parts: «tổng số …, gồm …», «trong đó …», brackets, items under a colon.

A list is taken for complete where its word says so («gồm», «còn lại»), where brackets hold nothing but parts, or where
the lexicon knows that its entries are all there can be. Of a list that need not be complete only what cannot be is
told: a part larger than the whole, or parts that exclude each other and are more than the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from motcua.reports.check.checks import register
from motcua.reports.check.checks.common import added, can_add, mark, marks, named, subsets
from motcua.reports.check.figures import Figure, Group
from motcua.reports.check.findings import Certainty, Finding, Kind
from motcua.reports.check.lexicon import Partition, lexicon
from motcua.reports.check.report import Report
from motcua.reports.check.subjects import subject
from motcua.reports.vietnamese import number

_EXTRAS = ("refused", "withdrawn", "supplement", "paused")


_OF_ALL = frozenset({"received", "total", "new", "closed", "open"})
"""Concepts that a part may repeat of its whole without being narrower for it."""


@dataclass(frozen=True)
class _Family:
    """The parts of a list that belong to one partition, by concept."""

    partition: Partition
    members: dict[str, Figure]

    @property
    def total(self) -> int:
        return sum(figure.value for figure in self.members.values())

    @property
    def complete(self) -> bool:
        return any(needed <= set(self.members) for needed in self.partition.complete)

    @property
    def usual(self) -> bool:
        return any(needed <= set(self.members) for needed in self.partition.usual)


@register
def check(report: Report) -> Iterable[Finding]:
    """Lists whose parts do not make up their whole."""
    for group in report.parsed.groups():
        line = report.lines and report.parsed.line_of(group.parts[0])
        if line and not line.aims and line.zone in ("body", "end", "attached"):
            yield from _checked(report, group)


def _checked(report: Report, group: Group) -> Iterator[Finding]:
    parts = [part for part in group.parts if part.is_count and part.role == "part"]
    if any(part.number.about for part in parts):
        return
    if group.whole is None:
        yield from _two_ways(report, group, parts)
    elif not group.whole.number.about and group.whole.role == "part":
        same = [part for part in parts if can_add(report, group.whole, part)]
        yield from _against_whole(report, group, group.whole, same, len(same) < len(parts))


def _against_whole(
    report: Report, group: Group, whole: Figure, parts: list[Figure], mixed: bool
) -> Iterator[Finding]:
    if not parts:
        return
    if whole.number.of is not None and all(part.number.of is not None for part in parts):
        yield from _fractions(report, whole, parts)
        return
    if whole.number.of is None and (odd := _other_base(whole, parts)):
        yield _odd_base(report, whole, odd)
        return
    families = [
        family for one in lexicon().partitions if (family := _family(report, group, whole, parts, one))
    ]
    if families or group.divider == "under":
        found = [
            finding for family in families if (finding := _judged(report, group, whole, parts, family, mixed))
        ]
        yield from found[:1]
    elif not mixed and _closed(group, parts) and not _adds_up(group, whole, parts):
        certainty = (
            Certainty.LIKELY if group.divider in ("items", "some") and not _rest(parts) else Certainty.CERTAIN
        )
        yield _unequal(report, whole, parts, certainty, "danh sách liệt kê đủ các phần")
    if not families and group.divider in ("some", "all", "of"):
        yield from _larger(report, whole, parts)


def _family(
    report: Report, group: Group, whole: Figure, parts: Sequence[Figure], one: Partition
) -> _Family | None:
    """The parts that belong to a partition, if there are two; figures behind a semicolon that go on with it too."""
    of = report.subject(whole)
    if (of.noun and of.noun not in one.nouns) or of.concepts & one.not_whole:
        return None
    if one.whole and not of.concepts & one.whole:
        return None
    members: dict[str, Figure] = {}
    besides: set[frozenset[str]] = set()
    for part in [*parts, *group.maybe]:
        told = subject(part.words, part.number.noun, report.idle).concepts
        concepts = told & (one.parts | one.extra)
        if not concepts:
            if part in group.maybe:
                break
            continue
        if len(concepts) > 1 or set(members) & concepts:
            return None
        members[next(iter(concepts))] = part
        besides.add(told - concepts - _OF_ALL)
    if "in_time" in members:
        members = {key: part for key, part in members.items() if key not in ("early", "on_time")}
    # «4.152 hồ sơ trực tuyến tiếp nhận trong kỳ» is narrower than what was received in the period.
    return _Family(one, members) if len(besides) == 1 and len(set(members) & one.parts) > 1 else None


def _judged(
    report: Report, group: Group, whole: Figure, parts: list[Figure], family: _Family, mixed: bool
) -> Finding | None:
    missing = whole.value - family.total
    members = list(family.members.values())
    if not missing or _adds_up(group, whole, members) or sum(part.value for part in parts) == whole.value:
        return None
    why = f"{family.partition.name}: các phần loại trừ nhau"
    if missing < 0:
        return _unequal(report, whole, members, Certainty.CERTAIN, why)
    if missing in subsets(_elsewhere(report, whole, family)):
        return None
    if family.complete or (_closed(group, parts) and not mixed and len(members) == len(parts)):
        return _unequal(report, whole, members, Certainty.CERTAIN, f"{why} và đã đủ")
    if family.usual and not _spoken_of(report, family.partition.unless):
        return _unequal(report, whole, members, Certainty.LIKELY, f"{why} và thường là đã đủ")
    return None


def _spoken_of(report: Report, names: frozenset[str]) -> bool:
    """Whether the report names one of these concepts anywhere."""
    words = lexicon()
    return any(
        words.concept_of.get(match[0]) in names
        for line in report.lines
        for match in words.concepts.finditer(line.folded)
    )


def _elsewhere(report: Report, whole: Figure, family: _Family) -> list[int]:
    """What was refused, withdrawn or waits by other sentences: it may be counted in the whole without being listed."""
    noun = report.subject(whole).noun
    extras = family.partition.extra - set(family.members)
    found: dict[str, int] = {}
    for figure in report.parsed.figures():
        told = report.subject(figure)
        extra = [name for name in _EXTRAS if name in told.concepts and name in extras]
        if (
            figure.is_count
            and figure not in family.members.values()
            and extra
            and told.noun in (noun, "")
            and figure.value
        ):
            found.setdefault(extra[0], figure.value)
    return list(found.values())


def _closed(group: Group, parts: Sequence[Figure]) -> bool:
    """Whether nothing is left over by the way the list is written."""
    if _rest(parts) or group.divider == "all":
        return True
    if group.divider == "list":
        return len(parts) > 1 and all(part.left or part.right for part in parts)
    return group.divider == "fields"


def _rest(parts: Sequence[Figure]) -> bool:
    return len(parts) > 1 and ("con lai" in parts[-1].left or "con lai" in parts[-1].lead[-12:])


def _adds_up(group: Group, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the whole is met by the parts, by the first of them, or by them with what comes behind the list."""
    sums = 0
    for count, part in enumerate([*parts, *group.maybe], start=1):
        sums += part.value
        if sums == whole.value and count > 1:
            return True
    return len(parts) == 1 and parts[0].value == whole.value


def _unequal(
    report: Report, whole: Figure, parts: Sequence[Figure], certainty: Certainty, why: str
) -> Finding:
    total = sum(part.value for part in parts)
    return Finding(
        Kind.SUM,
        certainty,
        mark(whole),
        f"{named(report, whole)}, nhưng các phần cộng lại là {number(total)} (lệch {number(abs(total - whole.value))}).",
        f"{number(total)}, nếu các phần đúng: {'; '.join(named(report, part) for part in parts)}",
        f"{added(parts)} ≠ {number(whole.value)}; {why}.",
        marks(parts),
    )


def _larger(report: Report, whole: Figure, parts: Sequence[Figure]) -> Iterator[Finding]:
    for part in parts:
        if part.value > whole.value and part.number.of is None and not _may_mean_another(report, whole, part):
            yield Finding(
                Kind.SUM,
                Certainty.CERTAIN,
                mark(part),
                f"{named(report, part)} lớn hơn tổng mà nó thuộc về ({named(report, whole)}).",
                f"không quá {number(whole.value)}",
                f"Một phần không thể lớn hơn tổng: {number(part.value)} > {number(whole.value)}.",
                (mark(whole),),
            )
            return


def _may_mean_another(report: Report, whole: Figure, part: Figure) -> bool:
    """Whether, after a list of figures («…: 10; …: 9; …: 1; trong đó …»), another of them may be the whole."""
    line = report.parsed.line_of(part)
    earlier = [one for one in line.figures if one.is_count and one.number.start < whole.number.start]
    return any(
        one.sentence == part.sentence and one.value >= part.value and one.role == "part" for one in earlier
    )


def _fractions(report: Report, whole: Figure, parts: Sequence[Figure]) -> Iterator[Finding]:
    """«51/375, trong đó 28/155 và 23/220»: where the denominators make up the whole's, the numerators must too."""
    total = sum(part.value for part in parts)
    if sum(part.number.of or 0 for part in parts) != whole.number.of or total == whole.value:
        return
    shares = " + ".join(f"{number(part.value)}/{number(part.number.of or 0)}" for part in parts)
    yield Finding(
        Kind.SUM,
        Certainty.CERTAIN,
        mark(whole),
        f"Tử số ghi {number(whole.value)}, nhưng các phần cộng lại là {number(total)}.",
        f"{number(total)}/{number(whole.number.of or 0)}",
        f"{shares} so với {number(whole.value)}/{number(whole.number.of or 0)}: mẫu số khớp mà tử số không khớp.",
        marks(parts),
    )


def _other_base(whole: Figure, parts: Sequence[Figure]) -> Figure | None:
    """The one part whose share is taken of another number than the whole and all its sisters."""
    bases = [part for part in parts if part.number.of is not None]
    odd = [part for part in bases if part.number.of != whole.value]
    return odd[0] if len(odd) == 1 and len(bases) > 1 else None


def _odd_base(report: Report, whole: Figure, odd: Figure) -> Finding:
    return Finding(
        Kind.SUM,
        Certainty.LIKELY,
        mark(odd),
        f"Mẫu số {number(odd.number.of or 0)} khác với tổng {number(whole.value)} mà các phần khác dùng.",
        f"{number(odd.value)}/{number(whole.value)}",
        f"Các phần cùng tính trên {named(report, whole)}.",
        (mark(whole),),
    )


def _two_ways(report: Report, group: Group, parts: Sequence[Figure]) -> Iterator[Finding]:
    """A whole without its number, divided in two ways that do not come to the same."""
    families = []
    for one in lexicon().partitions:
        members: dict[str, Figure] = {}
        for part in parts:
            concepts = subject(part.words, part.number.noun, report.idle).concepts & (one.parts | one.extra)
            members |= dict.fromkeys(concepts, part)
        family = _Family(one, members)
        if family.complete and not one.whole:
            families.append(family)
    for first, second in pairwise(families):
        if first.total != second.total and not set(first.members.values()) & set(second.members.values()):
            yield _differs(report, first, second)


def _differs(report: Report, first: _Family, second: _Family) -> Finding:
    one, two = list(first.members.values()), list(second.members.values())
    return Finding(
        Kind.SUM,
        Certainty.LIKELY,
        mark(two[0]),
        f"Cùng một tổng chia hai cách ra hai số: theo {first.partition.name} là {number(first.total)}, "
        f"theo {second.partition.name} là {number(second.total)}.",
        f"{second.partition.name}: các phần cộng lại bằng {number(first.total)}",
        f"{added(one)}, còn {added(two)}.",
        marks([*one, *two]),
    )
