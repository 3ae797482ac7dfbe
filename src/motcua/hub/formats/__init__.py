"""Files of unknown kind into tables of text. The kind is told by the content; an extension proves nothing."""

from __future__ import annotations

from pathlib import Path

from motcua.hub.errors import EmptyFile, TooLarge
from motcua.hub.formats.base import REGISTRY, Limits, RawTable, Source
from motcua.hub.formats.foreign import refuse_foreign

# The order is that of asking: the last one takes any text.
from motcua.hub.formats import workbook, html, json_, delimited  # noqa: F401  # isort: skip

__all__ = ["Limits", "RawTable", "read_tables"]


def read_tables(path: Path, limits: Limits | None = None) -> list[RawTable]:
    """All tables of an export file, as text, in the file's order.

    Raises an `ExportError` that says what the file is instead: `EmptyFile`, `NotWhatItSays`, `PasswordProtected`,
    `BrokenFile`, `UnknownEncoding`, `TooManyColumns`, `TooLarge`.
    """
    limits = limits or Limits()
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise TooLarge("dung lượng tệp (byte)", size, limits.file_bytes, file=path.name)
    source = Source(path, path.read_bytes())
    refuse_foreign(source)
    form = next(form for form in REGISTRY if form.recognises(source))
    tables = [table for table in form.read(source, limits) if table.frame.width]
    if not tables:
        raise EmptyFile(file=path.name)
    return tables
