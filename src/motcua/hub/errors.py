"""What can be wrong with an export file: where it is wrong and what a person can do about it, said in Vietnamese."""

from __future__ import annotations

PROPOSE = "motcua import --propose {file}"


class ExportError(Exception):
    """An export that cannot be read or understood.

    `problem` says what is wrong, `remedy` what to do; `file`, `sheet`, `row` (1-based, as a person counts) and
    `column` (the title) say where, as far as it is known.
    """

    def __init__(
        self,
        problem: str,
        remedy: str = "",
        *,
        file: str = "",
        sheet: str = "",
        row: int | None = None,
        column: str = "",
    ) -> None:
        self.problem, self.remedy = problem, remedy
        self.file, self.sheet, self.row, self.column = file, sheet, row, column
        super().__init__(problem)

    @property
    def where(self) -> str:
        """File, sheet, row and column in words, as far as they are known."""
        parts = [
            f"tệp {self.file}" if self.file else "",
            f"trang tính “{self.sheet}”" if self.sheet else "",
            f"dòng {self.row}" if self.row is not None else "",
            f"cột “{self.column}”" if self.column else "",
        ]
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        head = f"{self.where}: {self.problem}" if self.where else self.problem
        head = head[:1].upper() + head[1:]
        return f"{head.rstrip('.')}. {self.remedy}".strip()


class EmptyFile(ExportError):
    """Nothing to read: no bytes, or no cell with anything in it."""

    def __init__(self, *, file: str = "") -> None:
        super().__init__(
            "tệp trống, không có dòng dữ liệu nào",
            "Hãy xuất lại từ hệ thống nguồn và kiểm tra kỳ đã chọn.",
            file=file,
        )


class NotWhatItSays(ExportError):
    """The content is of another kind than an export; `found` names it ("tệp PDF")."""

    def __init__(self, found: str, *, file: str = "", remedy: str = "") -> None:
        self.found = found
        advice = "Hãy xuất lại dưới dạng Excel, CSV hoặc JSON."
        super().__init__(f"nội dung là {found}, không phải bảng dữ liệu", remedy or advice, file=file)


class PasswordProtected(ExportError):
    """The workbook is encrypted."""

    def __init__(self, *, file: str = "") -> None:
        remedy = "Hãy mở bằng Excel, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ), lưu lại rồi nhập."
        super().__init__("tệp được bảo vệ bằng mật khẩu nên không đọc được", remedy, file=file)


class BrokenFile(ExportError):
    """The file is cut short or damaged; `detail` says how, in Vietnamese."""

    def __init__(self, detail: str, *, file: str = "", sheet: str = "", row: int | None = None) -> None:
        self.detail = detail
        super().__init__(
            f"tệp hỏng hoặc chưa tải hết ({detail})",
            "Hãy tải lại hoặc xuất lại tệp từ hệ thống nguồn.",
            file=file,
            sheet=sheet,
            row=row,
        )


class UnknownEncoding(ExportError):
    """Text in neither UTF-8, UTF-16 nor Windows-1258."""

    def __init__(self, *, file: str = "") -> None:
        super().__init__(
            "không nhận ra bảng mã chữ (có thể là TCVN3, VNI)",
            "Hãy lưu lại tệp với bảng mã UTF-8.",
            file=file,
        )


class TooLarge(ExportError):
    """A size is over a limit of the settings; `size` and `limit` are in the unit that `what` names."""

    def __init__(self, what: str, size: int, limit: int, *, file: str = "", sheet: str = "") -> None:
        self.size, self.limit = size, limit
        super().__init__(
            f"{what} là {dotted(size)}, quá giới hạn {dotted(limit)}",
            "Hãy xuất từng kỳ ngắn hơn, hoặc nâng giới hạn trong cấu hình.",
            file=file,
            sheet=sheet,
        )


class TooManyColumns(TooLarge):
    """More columns than an export can sensibly have."""

    def __init__(self, count: int, limit: int, *, file: str = "", sheet: str = "") -> None:
        super().__init__("số cột", count, limit, file=file, sheet=sheet)


class NoHeader(ExportError):
    """No row of the table reads like a header; `first_row` is what stands first."""

    def __init__(self, first_row: list[str], *, file: str = "", sheet: str = "") -> None:
        self.first_row = first_row
        seen = "; ".join(first_row[:8]) or "(trống)"
        super().__init__(
            f"không tìm thấy dòng tiêu đề cột; dòng đầu là: {seen}",
            f"Hãy thêm dòng tiêu đề, hoặc khai bố cục tệp: {PROPOSE.format(file=file or 'TỆP')}",
            file=file,
            sheet=sheet,
        )


class MissingColumns(ExportError):
    """Columns that counting needs are not there.

    `missing` are Vietnamese names of what is missing, `found` maps canonical columns to the titles they were
    recognised by, `unknown` are titles that nobody knows, `command` is what to run.
    """

    def __init__(
        self,
        missing: list[str],
        found: dict[str, str],
        unknown: list[str],
        *,
        file: str = "",
        sheet: str = "",
    ) -> None:
        self.missing, self.found, self.unknown = missing, found, unknown
        self.command = PROPOSE.format(file=file or "TỆP")
        known = "; ".join(found.values()) or "không có"
        odd = f"; chưa hiểu: {'; '.join(unknown)}" if unknown else ""
        problem = f"thiếu cột cần cho việc đếm: {'; '.join(missing)}. Đã nhận ra: {known}{odd}"
        super().__init__(problem, f"Hãy khai bố cục tệp: {self.command}", file=file, sheet=sheet)


class UnknownValues(ExportError):
    """Words nobody knows where a wrong guess would falsify figures; `values` is {kind: {word: rows}}."""

    def __init__(self, values: dict[str, dict[str, int]], *, file: str = "", column: str = "") -> None:
        self.values = values
        self.command = PROPOSE.format(file=file or "TỆP")
        words = [
            f"“{word}” ({dotted(count)} dòng)" for counts in values.values() for word, count in counts.items()
        ]
        super().__init__(
            f"có từ chưa biết nghĩa: {', '.join(words)}",
            f"Hãy khai nghĩa của từng từ trong bố cục tệp: {self.command}",
            file=file,
            column=column,
        )


class MappingError(ExportError):
    """A layout file (YAML) that is wrong at `line` (1-based), under `key` ("columns.state")."""

    def __init__(self, problem: str, *, key: str = "", line: int | None = None, file: str = "") -> None:
        self.key, self.line = key, line
        about = f"khóa “{key}”: {problem}" if key else problem
        super().__init__(about, "Hãy sửa tệp bố cục rồi chạy lại.", file=file or "bố cục", row=line)


def dotted(number: int) -> str:
    """A whole number with dots between thousands, as Vietnamese is written."""
    return f"{number:,}".replace(",", ".")
