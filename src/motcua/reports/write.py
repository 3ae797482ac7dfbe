"""Writing a period's report to files: all that were asked for, or none."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from motcua.catalogue.fields import fold
from motcua.catalogue.models import Unit
from motcua.reports.data import ReportData
from motcua.reports.errors import ReportRefused
from motcua.reports.render import KINDS, render
from motcua.reports.rolled_up import collected
from motcua.rules.instants import Instant
from motcua.rules.periods import Period

_REASONS = {
    errno.ENOSPC: "ổ đĩa đã đầy; hãy giải phóng dung lượng rồi làm lại",
    errno.EDQUOT: "đã hết dung lượng được cấp; hãy giải phóng dung lượng rồi làm lại",
    errno.EACCES: "không có quyền ghi; hãy chọn thư mục khác hoặc xin quyền ghi",
    errno.EPERM: "không có quyền ghi; hãy chọn thư mục khác hoặc xin quyền ghi",
    errno.EROFS: "ổ đĩa chỉ cho phép đọc; hãy chọn thư mục khác",
    errno.ENOTDIR: "đường dẫn không phải là thư mục; hãy chọn thư mục khác",
    errno.EEXIST: "đường dẫn không phải là thư mục; hãy chọn thư mục khác",
}


class CannotWrite(ReportRefused):
    """Files that could not be written; nothing of the report was changed. Has `path` and `reason`."""

    def __init__(self, path: Path, error: OSError) -> None:
        self.path = path
        self.reason = _REASONS.get(error.errno or 0, f"hệ thống báo: {error.strerror or error}")
        super().__init__(f"Không ghi được {path}: {self.reason}.")


def write_report(
    unit: Unit, period: Period, out: Path, known_at: Instant | None = None, kinds: Sequence[str] = KINDS
) -> list[Path]:
    """Write the report of a unit's period into the folder `out`, one file for each kind (docx, pdf, xlsx).

    `known_at` (milliseconds UTC) draws it up as it was known then. Raises ReportRefused: BrokenIdentity,
    NegativeFigure or TotalsDiffer where the figures do not agree, CannotWrite where folder or disk does not let it.
    """
    return write_data(unit, collected(unit, period, known_at), out, kinds)


def write_data(unit: Unit, data: ReportData, out: Path, kinds: Sequence[str] = KINDS) -> list[Path]:
    """The same from data that are there already."""
    files = render(data, kinds)
    name = f"bao-cao-{file_name(unit)}-{data.period.name.replace('..', '_')}"
    return write_all({out / f"{name}.{kind}": content for kind, content in files.items()})


def file_name(unit: Unit) -> str:
    """The unit as it stands in a file's name: its identifier, else another code, else its name."""
    codes = dict(unit.codes.order_by("-pk").values_list("kind", "code"))
    code = codes.get("id") or next(iter(codes.values()), "")
    return code.replace("/", "-") or fold(unit.name).replace(" ", "-")


def write_all(files: dict[Path, bytes]) -> list[Path]:
    """Write files so that each is there whole or not at all; raises CannotWrite and leaves nothing behind.

    They are written beside their places first and put there only when all of them are safe on the disk.
    """
    with ExitStack() as stack:
        temporary = {path: _temporary(path, content, stack) for path, content in files.items()}
        for path, kept in temporary.items():
            with _reported(path):
                kept.replace(path)
    return list(files)


def _temporary(path: Path, content: bytes, stack: ExitStack) -> Path:
    kept = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    stack.callback(_removed, kept)
    with _reported(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with kept.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    return kept


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(path, error) from error


def _removed(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
