"""The search of one unit that holds a million dossiers: p50 and p95 of a page, for each kind of words.

Dossiers and people are written as plain rows (no journal: the search reads none of an imported dossier); they are
entered by the program itself, and how fast that goes is told too. Names are drawn as they are spread in Vietnam: few
family names, more given names. Half the questions are asked without diacritics, some find nothing.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.bench_import import UNIT
from bench.measured import DATABASES, database, in_child, installed, measured, ready

DOSSIERS, QUICK = 1_000_000, 30_000
GOAL_MS = 50
ASKED = 60
"""Questions of each kind."""
BEGUN = 1_767_200_400_000

_FAMILY = ("Nguyễn",) * 12 + ("Trần",) * 4 + ("Lê",) * 4 + ("Phạm",) * 3 + (
    "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đào", "Đinh", "Trịnh", "Mai", "Cao", "Lương",
)  # fmt: skip
_MIDDLE = (
    "Thị",
    "Văn",
    "Đức",
    "Thị Thu",
    "Thị Ngọc",
    "Minh",
    "Quang",
    "Xuân",
    "Thanh",
    "Hữu",
    "Thị Kim",
    "Bá",
)
_GIVEN = (
    "Hòa", "Bình", "Thu", "Long", "Mai", "Sơn", "Lan", "Huy", "Ngọc", "Tám", "Hạnh", "Phúc", "Đào", "Yến", "Đạt",
    "Trang", "Linh", "Dũng", "Hùng", "Tuấn", "Hương", "Nga", "Oanh", "Quyên", "Sáu", "Thắng", "Uyên", "Vinh", "Xuyến",
    "Khánh", "Giang", "Chi", "Cường", "Ân", "Bảo", "Hiếu", "Kiên", "Loan", "Nhung", "Phượng", "Thảo", "Tùng", "Việt",
)  # fmt: skip
_MODULE = "bench.bench_search"


def measure(count: int) -> None:
    """Print, as JSON, how fast dossiers are entered and found."""
    ready()
    from motcua.casework.search_index import enter_all
    from motcua.catalogue.units import add_unit
    from motcua.dossiers.models import SearchKey, SearchPending

    unit = add_unit(*UNIT)
    names, codes = _fill(unit.pk, count)
    SearchPending.objects.create(unit=unit.pk, first=1, last=count)
    entered, seconds = measured(enter_all)
    _analyse()
    asked = {kind: _times(unit, words) for kind, words in _questions(names, codes).items()}
    keys = SearchKey.objects.count()
    print(json.dumps({"entered": entered, "keys": keys, "seconds": seconds.wall, "asked": asked}))


def _fill(unit: int, count: int) -> tuple[list[str], list[str]]:
    """Rows of dossiers and people; gives some of the names and codes."""
    from django.db import transaction

    from motcua.catalogue.models import Field, Procedure, System
    from motcua.dossiers.bulk import insert
    from motcua.dossiers.models import Cell
    from motcua.hub.text import fold

    system, draw = System.objects.order_by("pk")[0].pk, random.Random(1)
    field = Field.objects.order_by("pk")[0].pk
    cells = [
        Cell.objects.create(
            unit_id=unit, procedure=one, field_id=field, system_id=system, channel=1, level=4
        ).pk
        for one in Procedure.objects.order_by("code")[:300]
    ]
    names = [f"{draw.choice(_FAMILY)} {draw.choice(_MIDDLE)} {draw.choice(_GIVEN)}" for _n in range(count)]
    codes = [f"H24.98-{240101 + n // 5000:06}-{n % 5000:04}" for n in range(count)]
    columns = ("id", "unit_id", "issuer_id", "code", "authority_id", "cell_id", "state", "received_at")
    with transaction.atomic():
        insert("dossiers_dossier", columns, (
            (n + 1, unit, system, codes[n], system, cells[n % len(cells)], 31, BEGUN + n * 60_000) for n in range(count)
        ))  # fmt: skip
        insert("dossiers_person", ("dossier_id", "name", "phone", "folded"), (
            (n + 1, name, "", fold(name)) for n, name in enumerate(names)
        ))  # fmt: skip
    return names[:: count // 1000], codes[:: count // 1000]


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _questions(names: list[str], codes: list[str]) -> dict[str, list[str]]:
    from motcua.hub.text import fold

    def some(make: Callable[[int], str]) -> list[str]:
        return [make(n) for n in range(ASKED)]

    return {
        "whole code": some(lambda n: codes[n * 7]),
        "serial": some(lambda n: codes[n * 11][-4:]),
        "whole name": some(lambda n: names[n] if n % 2 else fold(names[n])),
        "family name": some(lambda n: names[n].split()[0]),
        "given name": some(lambda n: names[n].split()[-1]),
        "given name begun": some(lambda n: fold(names[n].split()[-1])[:2]),
        "two words apart": some(lambda n: f"{names[n].split()[0]} {names[n].split()[-1]}"),
        "words turned round": some(lambda n: " ".join(reversed(names[n].split()))),
        "procedure": some(lambda n: ("khai sinh", "dkks", "1.0011", "chứng thực", "đất đai")[n % 5]),
        "nothing": some(lambda n: f"{names[n]} Zarathustra {n}"),
    }


def _times(unit: Any, words: list[str]) -> list[float]:
    """Milliseconds on the wall of a first page and, where there is one, of the second."""
    from motcua.casework.search import search
    from motcua.people.policies import RIGHTS

    found = []
    for one in words:
        after = None
        for _page in range(2):
            begun = time.perf_counter()
            page = search(unit, one, RIGHTS["counter"], 20_700, after)
            found.append((time.perf_counter() - begun) * 1000)
            after = page.after
            if after is None:
                break
    return found


def _told(name: str, told: dict[str, Any]) -> Iterator[str]:
    rate = told["entered"] / told["seconds"]
    yield f"{name}: {told['entered']:,} dossiers entered with {told['keys']:,} keys, {rate:,.0f} a second"
    for kind, times in told["asked"].items():
        yield f"   {kind:<20} p50 {statistics.median(times):6.1f} ms   p95 {p95(times):6.1f} ms"


def p95(times: list[float]) -> float:
    """The time that 95 of 100 do not exceed."""
    return sorted(times)[int(len(times) * 0.95)]


def main() -> int:
    """1 where a page takes longer than GOAL_MS at p95 in a database of full size."""
    quick = "--quick" in sys.argv
    slow = False
    for name in DATABASES:
        if not installed(name):
            continue
        with database(name) as fresh:
            told = in_child(_MODULE, ["measure", str(QUICK if quick else DOSSIERS)], fresh())
        print("\n".join(_told(name, told)), flush=True)
        every = [one for times in told["asked"].values() for one in times]
        print(f"   all kinds: p95 {p95(every):.1f} ms, goal {GOAL_MS} ms")
        slow |= p95(every) > GOAL_MS
    return int(slow and not quick)


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(int(sys.argv[2]))
    else:
        sys.exit(main())
