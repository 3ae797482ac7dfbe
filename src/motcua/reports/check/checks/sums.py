"""A whole and its parts: «tổng số …, gồm …», «trong đó …», brackets, items under a colon.

A list is taken for complete where its word says so («gồm», «còn lại»), where brackets hold nothing but parts, or where
the lexicon knows that its entries are all there can be. Of a list that need not be complete only what cannot be is
told: a part larger than the whole, or parts that exclude each other and are more than the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from motcua.reports.check.checks import register
from motcua.reports.check.checks.common import added, can_add, mark, marks, named, subsets
from motcua.reports.check.checks.families import Family, family, spoken_of
from motcua.reports.check.figures import Figure, Group
from motcua.reports.check.findings import Certainty, Finding, Kind
from motcua.reports.check.lexicon import Partition, lexicon
from motcua.reports.check.report import Report
from motcua.reports.check.subjects import Subject, subject
from motcua.reports.vietnamese import number

_EXTRAS = ("refused", "withdrawn", "supplement", "paused")
_Family: TypeAlias = Family[Figure]


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
    families = [made for one in lexicon().partitions if (made := _family(report, group, whole, parts, one))]
    if families or group.divider == "under":
        found = [
            finding for made in families if (finding := _judged(report, group, whole, parts, made, mixed))
        ]
        yield from found[:1]
    elif not mixed and len(parts) > 1 and _closed(group, parts) and not _adds_up(group, whole, parts):
        certainty = (
            Certainty.LIKELY if group.divider in ("items", "some") and not _rest(parts) else Certainty.CERTAIN
        )
        yield _unequal(report, whole, parts, certainty, "danh sách liệt kê đủ các phần")
    if not families and group.divider in ("some", "all", "of"):
        yield from _larger(report, whole, parts)


def _family(
    report: Report, group: Group, whole: Figure, parts: Sequence[Figure], one: Partition
) -> _Family | None:
    told = [[(_own(report, part), part) for part in some] for some in (parts, group.maybe)]
    return family(one, report.subject(whole), told[0], told[1])


def _own(report: Report, part: Figure) -> Subject:
    return subject(part.words, part.number.noun, report.idle)


def _total(made: _Family) -> int:
    return sum(figure.value for figure in made.members.values())


def _judged(
    report: Report, group: Group, whole: Figure, parts: list[Figure], made: _Family, mixed: bool
) -> Finding | None:
    missing = whole.value - _total(made)
    members = list(made.members.values())
    if not missing or _adds_up(group, whole, members) or sum(part.value for part in parts) == whole.value:
        return None
    why = f"{made.partition.name}: các phần loại trừ nhau"
    if missing < 0:
        return _unequal(report, whole, members, Certainty.CERTAIN, why)
    if missing in subsets(_elsewhere(report, whole, made)):
        return None
    if made.complete or (_closed(group, parts) and not mixed and len(members) == len(parts)):
        return _unequal(report, whole, members, Certainty.CERTAIN, f"{why} và đã đủ")
    if made.usual and not spoken_of(report, made.partition.unless):
        return _unequal(report, whole, members, Certainty.LIKELY, f"{why} và thường là đã đủ")
    return None


def _elsewhere(report: Report, whole: Figure, made: _Family) -> list[int]:
    """What was refused, withdrawn or waits by other sentences: it may be counted in the whole without being listed."""
    noun = report.subject(whole).noun
    extras = made.partition.extra - set(made.members)
    found: dict[str, int] = {}
    for figure in report.parsed.figures():
        told = report.subject(figure)
        extra = [name for name in _EXTRAS if name in told.concepts and name in extras]
        if (
            figure.is_count
            and figure not in made.members.values()
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
    return False


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
    families: list[_Family] = []
    for one in lexicon().partitions:
        members: dict[str, Figure] = {}
        for part in parts:
            concepts = _own(report, part).concepts & (one.parts | one.extra)
            members |= dict.fromkeys(concepts, part)
        made = Family(one, members)
        if made.complete and not one.whole:
            families.append(made)
    for first, second in pairwise(families):
        if _total(first) != _total(second) and not set(first.members.values()) & set(second.members.values()):
            yield _differs(report, first, second)


def _differs(report: Report, first: _Family, second: _Family) -> Finding:
    one, two = list(first.members.values()), list(second.members.values())
    return Finding(
        Kind.SUM,
        Certainty.LIKELY,
        mark(two[0]),
        f"Cùng một tổng chia hai cách ra hai số: theo {first.partition.name} là {number(_total(first))}, "
        f"theo {second.partition.name} là {number(_total(second))}.",
        f"{second.partition.name}: các phần cộng lại bằng {number(_total(first))}",
        f"{added(one)}, còn {added(two)}.",
        marks([*one, *two]),
    )
