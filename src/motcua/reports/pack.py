"""Forms of a period as one file, without a report above them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from motcua.catalogue.models import Unit
from motcua.reports import docx, pdf, xlsx
from motcua.reports.data import ReportData
from motcua.reports.document import Report
from motcua.reports.filled import FilledForm, fill
from motcua.reports.form_files import forms, load
from motcua.reports.gather import Sources
from motcua.reports.narrative import attachment, heading, subject_of
from motcua.reports.write import file_name, write_all
from motcua.rules.periods import Period

Filled = tuple[FilledForm, ReportData]

_WRITERS: dict[str, Callable[[Report, ReportData], bytes]] = {
    "docx": docx.write_forms,
    "pdf": lambda report, _data: pdf.write_forms(report),
    "xlsx": xlsx.write,
}
KINDS = tuple(_WRITERS)


def filled(sources: Sources, name: str) -> Filled:
    """A form of a unit's period with the data it was filled from. Raises ReportRefused where its figures do not agree."""
    form = load(name, sources.period.last)
    data = sources.data(form)
    return fill(form, data), data


def names_for(unit: Unit, period: Period) -> list[str]:
    """The forms that a unit draws up for a period, by the names of their files."""
    return list(forms(unit.kind, period.last))


def pack(found: Sequence[Filled], kind: str) -> bytes:
    """Filled forms as the bytes of a file of a kind: docx, pdf or xlsx."""
    data = found[0][1]
    attached = tuple(attachment(form, own, alone=True) for form, own in found)
    report = Report(heading(data, subject_of(data)), (), (), "", (), attached)
    return _WRITERS[kind](report, data)


def write_forms(
    sources: Sources, out: Path, names: Sequence[str] = (), kinds: Sequence[str] = KINDS
) -> list[Path]:
    """Write forms of a unit's period (all, or those named) into the folder `out`, one file for each kind.

    Raises ReportRefused: BadForm for a name there is not, BrokenIdentity, NegativeFigure, TotalsDiffer, CannotWrite.
    """
    unit, period = sources.unit, sources.period
    found = [filled(sources, name) for name in names or names_for(unit, period)]
    start = f"bieu-mau-{file_name(unit)}-{period.name.replace('..', '_')}"
    return write_all({out / f"{start}.{kind}": pack(found, kind) for kind in kinds})
