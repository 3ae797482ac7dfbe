"""The period's report: the outline filled with sentences from figures and with what people wrote."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from motcua.reports import sentences
from motcua.reports.data import ReportData
from motcua.reports.document import Attachment, Block, BlockKind, Head, Report
from motcua.reports.filled import FilledForm
from motcua.reports.outline import PARTS, Heading, Part
from motcua.reports.vietnamese import agency_lines, long_date, lower_first, together, two_digits, upper_first

SUBJECT = (
    "Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa, một cửa liên thông "
    "và thực hiện thủ tục hành chính trên môi trường điện tử"
)
BASIS = (
    "Thông tư số 01/2020/TT-VPCP ngày 21/10/2020 của Văn phòng Chính phủ quy định chế độ báo cáo định kỳ và quản lý, "
    "sử dụng, khai thác Hệ thống thông tin báo cáo của Văn phòng Chính phủ"
)

_LONG = "thủ tục hành chính"
_WRITTEN: dict[str, Callable[[ReportData], list[Block]]] = {
    "cong-khai": sentences.catalogue,
    "giai-quyet": sentences.resolution,
    "mot-cua": sentences.by_system,
    "dien-tu": sentences.electronic,
    "uu-diem": sentences.strengths,
    "han-che": sentences.weaknesses,
}


def report(data: ReportData, forms: Sequence[FilledForm] = ()) -> Report:
    """The whole report, with the filled forms attached."""
    return Report(
        head=heading(data),
        body=tuple(_body(data)),
        signer_lines=data.signer_lines or _signer_lines(data),
        signer_name=data.signer_name,
        recipients=_recipients(data),
        attachments=tuple(attachment(filled, data) for filled in forms),
    )


def subject(data: ReportData) -> str:
    """What the report is about (trích yếu), with the period where it has a name."""
    return f"{SUBJECT} {together(lower_first(data.period_title))}".strip()


def heading(data: ReportData) -> Head:
    """What stands above the body."""
    return Head(
        superior=_superior(data),
        agency=_agency(data),
        number=number(data),
        place_and_date=f"{data.agency.place}, {issued(data)}".lstrip(", "),
        kind="BÁO CÁO",
        subject=subject(data),
        days=f"({upper_first(data.days)})",
        addressee=data.sections.get("kinh-gui", "").strip() or _addressee(data),
    )


def _superior(data: ReportData) -> tuple[str, ...]:
    # A People's Committee has no superior agency above its name; a centre or a division has one.
    if data.agency.kind != "department" or not data.agency.superior:
        return ()
    return agency_lines(data.agency.superior)


def _agency(data: ReportData) -> tuple[str, ...]:
    return agency_lines(data.agency.name)


def number(data: ReportData) -> str:
    """«Số: 05/BC-UBND»; room for the number where it has not been given yet."""
    given = two_digits(int(data.number)) if data.number.isdigit() else data.number
    return f"Số: {given or together('        ')}/{data.symbol or _symbol(data)}"


def _symbol(data: ReportData) -> str:
    return "BC-UBND" if data.agency.kind != "department" else f"BC-{_initials(data.agency.name)}"


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace(",", " ").split()).upper()


def issued(data: ReportData) -> str:
    """«ngày 05 tháng 01 năm 2026»; room for the day and the month where there is no date yet."""
    if data.dated is None:
        return together(f"ngày      tháng      năm {data.period.last.year}")
    return long_date(data.dated)


def _addressee(data: ReportData) -> str:
    if data.agency.kind == "commune" and data.agency.province:
        return f"Ủy ban nhân dân {lower_first(data.agency.province)}"
    return data.agency.superior


def _body(data: ReportData) -> list[Block]:
    blocks = [Block("text", _opening(data))]
    for part in PARTS:
        blocks.append(Block("part", f"{part.number}. {part.title}"))
        blocks += _part(part, data)
    return [*blocks, Block("text", _closing(data))]


def _opening(data: ReportData) -> str:
    basis = data.sections.get("can-cu", "").strip() or BASIS
    period = f"{lower_first(data.period_title)} ({data.days})" if data.period_title else data.days
    work = lower_first(SUBJECT).replace(_LONG, f"{_LONG} (sau đây viết tắt là TTHC)", 1)
    return f"Thực hiện {basis}, {data.agency.name} báo cáo {work} {period} như sau:"


def _closing(data: ReportData) -> str:
    period = lower_first(data.period_title) or data.days
    return f"Trên đây là báo cáo {lower_first(SUBJECT)} {period}, {data.agency.name} trân trọng báo cáo./."


def _part(part: Part, data: ReportData) -> list[Block]:
    blocks: list[Block] = []
    for section in part.sections:
        if section.number:
            blocks.append(Block("section", f"{section.number}. {section.title}"))
        blocks += _section(section, data)
    return blocks


def _section(section: Heading, data: ReportData) -> list[Block]:
    written = _WRITTEN[section.key](data) if section.key in _WRITTEN else []
    own = paragraphs(data.sections.get(section.key, ""))
    if own or not section.required:
        return written + own
    return [*written, Block("gap", f"[{section.hint}]")]


def paragraphs(text: str) -> list[Block]:
    """What a person wrote: a paragraph a line; lines that begin with - or + are items."""
    return [_paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _paragraph(line: str) -> Block:
    kinds: dict[str, BlockKind] = {"-": "item", "+": "subitem"}
    kind = kinds.get(line[0])
    return Block(kind, line[1:].strip()) if kind and line[1:].strip() else Block("text", line)


def _signer_lines(data: ReportData) -> tuple[str, ...]:
    if data.agency.kind == "department":
        return ("GIÁM ĐỐC",) if data.agency.name.startswith("Trung tâm") else ("TRƯỞNG PHÒNG",)
    return ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def _recipients(data: ReportData) -> tuple[str, ...]:
    given = [line.strip(" -;.") for line in data.sections.get("noi-nhan", "").splitlines()]
    return tuple(line for line in given if line) or ("Như trên", "Lưu: VT")


def attachment(filled: FilledForm, data: ReportData, alone: bool = False) -> Attachment:
    """A form with the lines over it: which form, which period, who reports to whom; `alone` it belongs to no report."""
    form = filled.form
    receiver = data.sections.get("kinh-gui", "").strip() or _addressee(data)
    period = [f"Kỳ báo cáo: {lower_first(data.period_title)}"] if data.period_title else []
    right = {"Đơn vị báo cáo": data.agency.name, "Đơn vị nhận báo cáo": receiver}
    written = f"Báo cáo {lower_first(number(data).replace(':', ''))} {issued(data)}"
    return Attachment(
        filled=filled,
        attached_to="" if alone else f"(Kèm theo {written} của {data.agency.name})",
        left=tuple(line for line in (form.number, form.issued) if line),
        title=form.title,
        centre=(*period, f"({upper_first(data.days)})"),
        right=tuple(f"- {label}: {name}" for label, name in right.items() if name),
    )
