"""Reports as the system itself writes them, from made-up statements, with the places of their figures."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from motcua.reports import narrative
from motcua.reports.data import Agency, ReportData, data_of
from motcua.reports.document import Block, Report
from motcua.reports.filled import FilledForm
from motcua.reports.render import filled_forms
from tests.checker.draft import Draft, Line, Slot
from tests.checker.facts import FIELDS, Facts, facts
from tests.reports.report_cases import OWNERS, statement

_SECTIONS = {
    "chi-dao": "Ban hành Kế hoạch số 53/KH-UBND ngày 11/01/2026 về kiểm soát TTHC; Công văn số 120/UBND-TTPVHCC ngày 20/01/2026.",
    "phan-anh": "Tiếp nhận 04 phản ánh, kiến nghị, đã xử lý 04 phản ánh, kiến nghị đúng hạn.",
    "danh-gia-tac-dong": "Không phát sinh.", "tham-dinh": "Không phát sinh.", "ra-soat": "Đã rà soát 03 TTHC.",
    "cong-khai": "Niêm yết 100% TTHC tại Trung tâm.", "mot-cua": "Trung tâm được trang bị 07 bộ máy tính, 05 máy quét.",
    "truyen-thong": "Đăng 12 tin, bài.", "sang-kien": "Không phát sinh.", "kiem-tra": "Đã tự kiểm tra 02 lần.",
    "phuong-huong": "Phấn đấu 100% hồ sơ được giải quyết đúng hạn.", "kien-nghi": "Không có.", "han-che": "Đường truyền có lúc gián đoạn.",
}  # fmt: skip
_COUNT = r"(?P<{0}>\d[\d.]*)(?= hồ sơ)"
_KNOWN: tuple[tuple[str, int], ...] = (
    (r"nhận giải quyết: {total} hồ sơ, trong đó", 1), (r"mới trong kỳ: {new} hồ sơ \(trực tuyến: {online}", 1), (r"bưu chính: {direct_postal}", 1),
    (r"Từ kỳ trước chuyển sang: {carried}", 1), (r"đã giải quyết: {closed} hồ sơ, gồm: trước hạn: {early}", 2), (r"đúng hạn: {on_time}", 2),
    (r"quá hạn: {late}", 2), (r"không đủ điều kiện: {refused}", 2), (r"theo đề nghị: {withdrawn}", 2),
    (r"đang giải quyết: {open} hồ sơ, gồm: trong hạn: {in_term}", 3), (r"quá hạn: {overdue}", 3), (r"chờ bổ sung: {supplement}", 3),
    (r"nghĩa vụ tài chính: {paused}", 3),
)  # fmt: skip
_SHARE = re.compile(r": (?P<rate>\d[\d,]*%) \((?P<part>\d[\d.]*)/(?P<whole>\d[\d.]*)")
_RATE = re.compile(r"đạt (?P<rate>\d[\d,]*%)\.")


def data(made: Facts, seed: int) -> ReportData:
    """A report's data for made-up fields; the names and the period are those of `made`."""
    rng = Random(seed)
    fields = {name: _field(rng) for name in FIELDS[: rng.randint(3, 6)]}
    statement_, names = statement(fields, made.period.name)
    place = f"Ủy ban nhân dân {made.kind} {made.place}"
    agency = Agency(place, "commune", made.province[:1].upper() + made.province[1:], made.place)
    found = data_of(statement_, agency, fields=names, owners=OWNERS)
    whole = found.totals["total_received"]
    known = {
        "digitised": rng.randint(whole // 2, whole),
        "fee_dossiers": whole // 2,
        "fee_paid_online": rng.randint(whole // 4, whole // 2),
    }
    return replace(found, facts=known, sections=_SECTIONS, number=str(40 + seed), dated=made.dated)


def _field(rng: Random) -> dict[str, int]:
    online, direct, carried = rng.randint(40, 900), rng.randint(0, 60), rng.randint(1, 30)
    whole = online + direct + carried
    late, refused, withdrawn, overdue = (
        rng.randint(0, 5),
        rng.randint(0, 4),
        rng.randint(0, 6),
        rng.randint(0, 3),
    )
    supplement, paused, on_time = rng.randint(0, 4), rng.randint(0, 4), rng.randint(2, whole // 8)
    open_ = rng.randint(2, 12)
    early = whole - late - refused - withdrawn - overdue - supplement - paused - on_time - open_
    return {
        "received_online": online, "received_direct_or_postal": direct, "carried_over": carried, "early": early, "on_time": on_time,
        "late": late, "refused": refused, "withdrawn": withdrawn, "open_overdue": overdue, "awaiting_supplement": supplement, "paused": paused,
    }  # fmt: skip


def own(seed: int) -> Draft:
    """The system's own report of a made-up unit, as lines with slots."""
    made = facts(seed)
    report = narrative.report(data(made, seed))
    draft = Draft(made, digits=1)
    _head(draft, report)
    for block in report.body:
        _add(draft, block)
    return draft


def forms(seed: int) -> list[FilledForm]:
    """The forms that belong to `own`."""
    return filled_forms(data(facts(seed), seed))


def _head(draft: Draft, report: Report) -> None:
    for line in (*report.head.agency, report.head.number):
        draft.add(line, "head")
    draft.add(f"{draft.facts.place}, {{dated}}", "head")
    draft.add("BÁO CÁO", "title")
    draft.add(report.head.subject, "title")
    draft.add("({range})", "title")


def _add(draft: Draft, block: Block) -> None:
    mark = {"item": "- ", "subitem": "+ "}.get(block.kind, "")
    if block.kind in ("part", "section"):
        number_, _, title = block.text.partition(" ")
        slot = Slot("heading", number_, number_, 0, line=len(draft.blocks))
        draft.blocks.append(Line("section", [slot, f" {title}"], level=0 if block.kind == "part" else 1))
        return
    pieces = _pieces(draft, f"{mark}{block.text}")
    for piece in pieces:
        if isinstance(piece, Slot):
            piece.line = len(draft.blocks)
    last = "trân trọng báo cáo" in block.text
    draft.blocks.append(Line("end" if last else block.kind, pieces))


def _pieces(draft: Draft, text: str) -> list[str | Slot]:
    """The text cut at its figures and rates."""
    found: list[tuple[int, int, Slot]] = []
    about = next(
        (n for n, words in enumerate(("đã giải quyết: ", "đang giải quyết: "), start=2) if words in text), 1
    )
    for pattern, group in _KNOWN:
        if group == about:
            for match in re.finditer(
                re.sub(r"\{(\w+)\}", lambda hole: _COUNT.format(hole[1]), pattern), text
            ):
                found += [
                    (*match.span(name), Slot("number", name, value, group, int(value.replace(".", ""))))
                    for name, value in match.groupdict().items()
                ]
    for match in (*_SHARE.finditer(text), *_RATE.finditer(text)):
        groups = match.groupdict()
        share = (
            tuple(int(groups[one].replace(".", "")) for one in ("part", "whole"))
            if "part" in groups
            else (1, 1)
        )
        found.append((*match.span("rate"), Slot("rate", "rate", match["rate"], 0, share)))
    pieces: list[str | Slot] = []
    at = 0
    for begin, end, slot in sorted(found, key=lambda one: one[0]):
        pieces += [text[at:begin], slot]
        at = end
    return [*pieces, text[at:]]
