"""The period's report: the outline filled with sentences from figures and with what people wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from motcua.reports import formal
from motcua.reports.data import Agency, ReportData
from motcua.reports.document import Attachment, Block, Head, Report
from motcua.reports.filled import FilledForm
from motcua.reports.outline import Heading, Outline, outline_of
from motcua.reports.vietnamese import agency_lines, lower_first, upper_first
from motcua.reports.wording.compose import blocks, line
from motcua.reports.wording.known import values
from motcua.reports.wording.values import Lines, Values
from motcua.rules.periods import Period


def report(data: ReportData, forms: Sequence[FilledForm] = ()) -> Report:
    """The whole report, with the filled forms attached."""
    told, known = outline_of(data), values(data)
    return Report(
        head=heading(data, line(told.subject, known)),
        body=tuple(_body(told, known)),
        signer_lines=formal.signer_lines(data),
        signer_name=data.signer_name,
        recipients=formal.recipients(data),
        attachments=tuple(attachment(filled, data) for filled in forms),
    )


def heading(data: ReportData, subject: str) -> Head:
    """What stands above the body of a report about `subject`."""
    return Head(
        superior=formal.superior_lines(data),
        agency=agency_lines(data.agency.name),
        number=formal.number(data),
        place_and_date=formal.place_and_date(data),
        kind="BÁO CÁO",
        subject=subject,
        days=f"({upper_first(data.days)})",
        addressee=formal.addressee(data),
    )


def subject_of(data: ReportData) -> str:
    """What the unit's report of the period is about (trích yếu)."""
    return line(outline_of(data).subject, values(data))


def titles(told: Outline, agency: Agency, period: Period) -> list[str]:
    """The titles of an outline's parts for an agency's period."""
    known = values(ReportData(agency, period, {}, (), {}))
    return [line(f"{part.number}. {part.title}", known) for part in told.parts]


def _body(told: Outline, known: Values) -> Iterator[Block]:
    yield Block("text", line(told.opening, known))
    for part in told.parts:
        yield Block("part", line(f"{part.number}. {part.title}", known))
        for section in part.sections:
            yield from _section(section, known)
    yield Block("text", line(told.closing, known))


def _section(section: Heading, known: Values) -> Iterator[Block]:
    if section.number:
        yield Block("section", f"{section.number}. {section.title}")
    for text in section.texts:
        for pattern in text.lines:
            yield from blocks(pattern, known)
        own = known.value(f"viet.{text.key.replace('-', '_')}")
        yield from own.blocks if isinstance(own, Lines) else ()


def attachment(filled: FilledForm, data: ReportData, alone: bool = False) -> Attachment:
    """A form with the lines over it: which form, which period, who reports to whom; `alone` it belongs to no report."""
    form = filled.form
    period = [f"Kỳ báo cáo: {lower_first(data.period_title)}"] if data.period_title else []
    right = {"Đơn vị báo cáo": data.agency.name, "Đơn vị nhận báo cáo": formal.addressee(data)}
    written = f"Báo cáo {lower_first(formal.number(data).replace(':', ''))} {formal.issued(data)}"
    return Attachment(
        filled=filled,
        attached_to="" if alone else f"(Kèm theo {written} của {data.agency.name})",
        left=tuple(line for line in (form.number, form.issued) if line),
        title=form.title,
        centre=(*period, f"({upper_first(data.days)})"),
        right=tuple(f"- {label}: {name}" for label, name in right.items() if name),
    )
