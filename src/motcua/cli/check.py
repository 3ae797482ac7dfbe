"""motcua check: what in a written report contradicts itself, its tables or the system."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.progress import Progress
from rich.text import Text

from motcua.catalogue.units import UnitError
from motcua.cli.output import as_json, console, errors
from motcua.reports.check import Finding, Known, Report, check, report_of
from motcua.reports.check.present import CERTAINTIES, KINDS, as_dict, counted, excerpt, place_of
from motcua.reports.check.read import Document, Limits, Unreadable, read
from motcua.rules.periods import BadPeriod, Period, parse

_WRONG_USE = 2
_LARGE = 2**20
"""A file from which on progress is shown, in bytes."""
_STYLES = {"certain": "bold red", "likely": "bold yellow", "doubtful": "bold cyan"}


def run(
    files: Annotated[list[Path], typer.Argument(help="Báo cáo cần kiểm tra: DOCX, PDF, HTML, TXT.")],
    unit: Annotated[
        str | None, typer.Option(help="Mã đơn vị, để đối chiếu với số liệu của hệ thống.")
    ] = None,
    period: Annotated[
        str | None, typer.Option(help="Kỳ đối chiếu; không ghi thì lấy kỳ nêu trong báo cáo.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Kiểm tra báo cáo đã viết: tổng, tỷ lệ, kỳ, ngày, số mục, bảng. Mã thoát: 0 không thấy gì, 1 có phát hiện, 2 sai."""
    if period is not None and unit is None:
        _misused("--period chỉ dùng cùng --unit.")
    wanted = _period(period)
    try:
        results = [_checked(path, unit, wanted) for path in files]
    except UnitError as error:
        _misused(str(error))
    if json:
        as_json([_plain(path, result) for path, result in zip(files, results, strict=True)])
    else:
        for path, result in zip(files, results, strict=True):
            _print(path, result)
    raise typer.Exit(_exit_code(results))


Result = tuple[Report, list[Finding]] | str
"""What a check came to: the report with its findings, or why it could not be read."""


def _misused(message: str) -> NoReturn:
    errors.print(message, style="bold red", markup=False, soft_wrap=True)
    raise typer.Exit(_WRONG_USE)


def _period(text: str | None) -> Period | None:
    try:
        return parse(text) if text else None
    except BadPeriod as error:
        _misused(str(error))


def _exit_code(results: Sequence[Result]) -> int:
    if any(isinstance(result, str) for result in results):
        return _WRONG_USE
    return int(any(not isinstance(result, str) and result[1] for result in results))


def _checked(path: Path, unit: str | None, period: Period | None) -> Result:
    try:
        document = _read(path)
    except Unreadable as error:
        return str(error)
    except OSError as error:
        return f"{path}: {_reasons(error)}"
    report = report_of(document)
    if unit is not None:
        compared = period or report.reported
        if compared is None:
            return f"{path}: không tìm thấy kỳ báo cáo trong văn bản. Ghi kỳ bằng --period, ví dụ --period 2026-06."
        report = report_of(document, _known(unit, compared))
    return report, check(report)


def _reasons(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "không tìm thấy tệp. Kiểm tra lại đường dẫn."
    if isinstance(error, IsADirectoryError):
        return "đây là thư mục. Ghi tên từng tệp cần kiểm tra."
    return (
        "không có quyền đọc tệp."
        if isinstance(error, PermissionError)
        else f"không đọc được ({error.strerror})."
    )


def _read(path: Path) -> Document:
    size = path.stat().st_size
    if size > Limits().file_bytes:
        return read(b" " * (Limits().file_bytes + 1), path.name)
    content = path.read_bytes()
    with _shown(size) as tell:
        return read(content, path.name, tell=tell)


@contextmanager
def _shown(size: int) -> Iterator[Any]:
    """A progress bar on the error stream, for files that take a while."""
    if size < _LARGE or not errors.is_terminal:
        yield lambda done, whole: None
        return
    with Progress(console=errors, transient=True) as progress:
        task = progress.add_task("Đang đọc báo cáo")
        yield lambda done, whole: progress.update(task, completed=done, total=whole)


def _known(unit: str, period: Period) -> Known:
    from motcua.catalogue.units import find_unit
    from motcua.cli.prepare import prepare
    from motcua.reports.check.ledger import known

    prepare()
    return known(find_unit(unit), period)


def _plain(path: Path, result: Result) -> dict[str, Any]:
    if isinstance(result, str):
        return {"file": str(path), "problem": result}
    report, findings = result
    document, reported = report.parsed.document, report.known.period if report.known else report.reported
    period = {"from": str(reported.first), "to": str(reported.last)} if reported else None
    return {
        "file": str(path), "kind": document.kind, "pages": document.pages, "period": period, "counts": counted(findings),
        "findings": [as_dict(document, finding) for finding in findings],
    }  # fmt: skip


def _print(path: Path, result: Result) -> None:
    if isinstance(result, str):
        errors.print(result, style="bold red", markup=False, soft_wrap=True)
        return
    report, findings = result
    console.print(Text(str(path), style="bold"), soft_wrap=True)
    if not findings:
        console.print("Không thấy điểm nào mâu thuẫn.\n")
    for finding in findings:
        _print_one(report.parsed.document, finding)


def _print_one(document: Document, finding: Finding) -> None:
    head = Text(f"{CERTAINTIES[finding.certainty]}", style=_STYLES[finding.certainty.value])
    head.append(f" · {KINDS[finding.kind]} · {place_of(document, finding.where).words}", style="bold")
    around = excerpt(document, finding.where)
    sentence = (
        Text("  “").append(around.before).append(around.marked, style="reverse").append(f"{around.after}”")
    )
    lines = [head, sentence, Text(f"  {finding.message}")]
    lines += [Text(f"  Cần: {finding.expected}"), Text(f"  Vì: {finding.why}\n")]
    for line in lines:
        console.print(line, soft_wrap=True)
