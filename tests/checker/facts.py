"""Made-up figures of a unit and a period, which agree with each other as those of a real office do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from motcua.rules.periods import Period, parse

PLACES = (
    ("xã", "Bình Khê", "tỉnh Quảng Trị"), ("phường", "Đông Sơn", "tỉnh Thanh Hóa"), ("xã", "Ea Kly", "tỉnh Đắk Lắk"),
    ("phường", "Vĩnh Tân", "thành phố Cần Thơ"), ("xã", "Mường Bằng", "tỉnh Sơn La"), ("phường", "Tân Lập", "tỉnh Khánh Hòa"),
    ("xã", "Lộc An", "tỉnh Lâm Đồng"), ("phường", "Hải Bình", "thành phố Đà Nẵng"), ("xã", "Thới Hòa", "tỉnh Vĩnh Long"),
)  # fmt: skip
FIELDS = (
    "Chứng thực", "Hộ tịch", "Đất đai", "Bảo trợ xã hội", "Người có công", "Thành lập và hoạt động của hộ kinh doanh",
    "Quy hoạch xây dựng", "Giáo dục và Đào tạo",
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What a made-up report tells: `values` are whole numbers by name, `fields` the dossiers of each field."""

    kind: str
    place: str
    province: str
    period: Period
    dated: date
    values: dict[str, int]
    fields: dict[str, int]
    dates: dict[str, date] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """«quý I năm 2026», with a small first letter."""
        text = self.period.title()
        return text[:1].lower() + text[1:]


def facts(seed: int, waiting: bool = True, period: str | None = None) -> Facts:
    """Figures for a seed; without `waiting` nothing was refused, withdrawn, paused or waits for papers."""
    rng = Random(seed)
    kind, place, province = rng.choice(PLACES)
    chosen = parse(period or rng.choice(_periods()))
    values = _dossiers(rng, waiting) | _procedures(rng) | _complaints(rng) | _votes(rng) | _staff(rng)
    dated = chosen.last + timedelta(days=rng.randint(1, 8))
    return Facts(
        kind, place, province, chosen, dated, values, _fields(rng, values["new"]), _dates(rng, chosen)
    )


def _periods() -> list[str]:
    return [f"2026-{month:02}" for month in range(2, 12)] + ["2026-Q1", "2026-Q2", "2026-Q3", "2026-H1"]


def _dossiers(rng: Random, waiting: bool) -> dict[str, int]:
    online, direct, postal = rng.randint(300, 4000), rng.randint(20, 400), rng.randint(0, 40)
    carried = rng.randint(5, 120)
    refused, withdrawn = (rng.randint(3, 40), rng.randint(3, 60)) if waiting else (0, 0)
    supplement, paused = (rng.randint(2, 25), rng.randint(2, 25)) if waiting else (0, 0)
    in_term, overdue = rng.randint(30, 160), rng.randint(1, 9)
    new = online + direct + postal
    total = new + carried
    resolved = total - in_term - overdue - supplement - paused - refused - withdrawn
    late = rng.randint(1, max(2, resolved // 60))
    on_time = rng.randint(5, resolved // 6)
    early = resolved - late - on_time
    closed, opened = resolved + refused + withdrawn, in_term + overdue + supplement + paused
    fees = rng.randint(new // 4, new // 2)
    before, closed_before = (
        rng.randint(new // 2, new + new // 2),
        rng.randint(closed // 2, closed + closed // 2),
    )
    return {
        "online": online, "direct": direct, "postal": postal, "direct_postal": direct + postal, "carried": carried,
        "new": new, "total": total, "early": early, "on_time": on_time, "late": late, "in_time": early + on_time,
        "resolved": resolved, "refused": refused, "withdrawn": withdrawn, "closed": closed, "in_term": in_term,
        "overdue": overdue, "supplement": supplement, "paused": paused, "open": opened, "fees": fees,
        "paid": rng.randint(fees // 2, fees), "digitised": rng.randint(new * 3 // 4, total), "before": before,
        "change": abs(new - before), "closed_before": closed_before, "closed_change": abs(closed - closed_before),
        "full": (full := rng.randint(online // 4, online * 3 // 4)), "partial": online - full,
        "refused_withdrawn": refused + withdrawn,
    }  # fmt: skip


def _procedures(rng: Random) -> dict[str, int]:
    full, partial, told = rng.randint(90, 190), rng.randint(150, 240), rng.randint(3, 30)
    used_full, used_partial = rng.randint(10, full // 2), rng.randint(10, partial // 2)
    return {
        "tthc": full + partial + told, "tthc_full": full, "tthc_partial": partial, "tthc_told": told,
        "tthc_online": full + partial, "used_full": used_full, "used_partial": used_partial,
        "used": used_full + used_partial, "reviewed": rng.randint(2, 9),
    }  # fmt: skip


def _complaints(rng: Random) -> dict[str, int]:
    new, carried = rng.randint(4, 30), rng.randint(0, 3)
    rules = rng.randint(0, (new + carried) // 2)
    pending = rng.randint(0, 2)
    done = new + carried - pending
    late = rng.randint(0, 1)
    return {
        "pakn_new": new, "pakn_carried": carried, "pakn": new + carried, "pakn_rules": rules,
        "pakn_conduct": new + carried - rules, "pakn_done": done, "pakn_pending": pending,
        "pakn_on_time": done - late, "pakn_late": late,
    }  # fmt: skip


def _votes(rng: Random) -> dict[str, int]:
    very, good, middling = rng.randint(150, 900), rng.randint(3, 60), rng.randint(1, 9)
    return {"votes": very + good + middling, "very": very, "good": good, "middling": middling}


def _staff(rng: Random) -> dict[str, int]:
    heads, officers, helpers = rng.randint(1, 2), rng.randint(4, 9), rng.randint(2, 6)
    posts, talks = rng.randint(5, 40), rng.randint(2, 12)
    return {
        "staff": heads + officers + helpers, "heads": heads, "officers": officers, "helpers": helpers,
        "posts": posts, "talks": talks, "media": posts + talks, "computers": rng.randint(5, 15), "scanners": rng.randint(2, 6),
        "checks": rng.randint(1, 4),
    }  # fmt: skip


def _fields(rng: Random, whole: int) -> dict[str, int]:
    names = list(FIELDS[: rng.randint(4, len(FIELDS))])
    cuts = sorted(rng.sample(range(1, whole), len(names) - 1))
    parts = [end - begin for begin, end in zip([0, *cuts], [*cuts, whole], strict=True)]
    return dict(zip(names, sorted(parts, reverse=True), strict=True))


def _dates(rng: Random, period: Period) -> dict[str, date]:
    """Letters of the period: `asked` and `asked_later` from above, `plan`, `answer` and `notice` of the unit's own."""
    first = period.first

    def after(low: int, high: int) -> date:
        return first + timedelta(days=rng.randint(low, high))

    return {
        "plan": date(2026, 1, 5) if first < date(2026, 1, 5) else date(2026, 1, rng.randint(5, 28)),
        "asked": after(-20, -4) if first.month > 2 else after(0, 3),
        "asked_later": after(4, 9),
        "answer": max(after(10, 16), date(2026, 1, 28)),
        "notice": max(after(17, 24), date(2026, 1, 29)),
    }
