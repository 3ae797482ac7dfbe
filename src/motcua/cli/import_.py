"""motcua import: read exports of other systems into the ledger, or propose a mapping for one."""

from __future__ import annotations

import codecs
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from motcua.catalogue.models import Unit
from motcua.catalogue.units import find_unit
from motcua.cli.now import instant, now
from motcua.cli.output import Interrupted, as_json, console, errors, number
from motcua.cli.prepare import prepare
from motcua.hub.formats import read_tables
from motcua.hub.mapping import Mapping, propose
from motcua.hub.run import STEPS, Summary, import_files
from motcua.hub.vocabulary import load
from motcua.hub.words import REASONS, STEP_WORDS
from motcua.rules.instants import Instant


def run(
    files: Annotated[list[Path], typer.Argument(help="Các tệp xuất từ hệ thống khác.")],
    unit: Annotated[str | None, typer.Option(help="Mã đơn vị.")] = None,
    mapping: Annotated[Path | None, typer.Option(help="Tệp bố cục (YAML) đã hoàn chỉnh.")] = None,
    propose_only: Annotated[bool, typer.Option("--propose", help="Chỉ đề xuất bố cục cho tệp.")] = False,
    recorded_at: Annotated[
        str | None, typer.Option(help="Ghi nhận như đã biết lúc này.", hidden=True)
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Nhập hồ sơ từ tệp xuất của các hệ thống khác."""
    if propose_only:
        for file in files:
            _propose(file)
        return
    if unit is None:
        raise typer.BadParameter("cần --unit MÃ", param_hint="--unit")
    prepare()
    layout = Mapping.from_yaml(_text(mapping), file=mapping.name) if mapping else None
    summary = _import(find_unit(unit), files, layout, instant(recorded_at) or now(), silent=json)
    if json:
        as_json(summary.as_dict())
    else:
        _tell(summary)


def _text(path: Path) -> str:
    """A text file as people save it: PowerShell writes what a command prints as UTF-16."""
    content = path.read_bytes()
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if marked else "utf-8-sig")


def _import(unit: Unit, files: list[Path], layout: Mapping | None, at: Instant, silent: bool) -> Summary:
    with _bar(silent) as bar:
        task = bar.add_task("", total=len(files) + len(STEPS))

        def show(step: str, done: int, total: int) -> None:
            before = 0 if step == "read" else len(files)
            bar.update(task, description=STEP_WORDS[step], completed=before + done)

        try:
            return import_files(unit, files, at, mapping=layout, progress=show)
        except KeyboardInterrupt as error:
            raise Interrupted from error


def _bar(silent: bool) -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=errors, transient=True, disable=silent)


def _propose(file: Path) -> None:
    found, questions = propose(read_tables(file), load())
    typer.echo(found.to_yaml(questions))


def _tell(summary: Summary) -> None:
    console.print(f"Đã đọc {number(summary.rows_read)} dòng, {number(summary.distinct_dossiers)} hồ sơ.")
    console.print(f"  Mới: {number(summary.dossiers_new)}. Có thay đổi: {number(summary.dossiers_changed)}.")
    console.print(f"  Trùng, đã gộp: {number(summary.duplicates_merged)} dòng.")
    if summary.rows_quarantined:
        console.print(f"  Cách ly, chờ xử lý: {number(summary.rows_quarantined)} dòng:")
        for reason, count in Counter(summary.quarantine_reasons).items():
            console.print(f"    {REASONS[reason]}: {number(count)}")
