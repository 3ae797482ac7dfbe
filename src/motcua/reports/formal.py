"""Number, symbol, date, addressee, signature and recipients of a report, as its data or custom give them."""

from __future__ import annotations

from motcua.reports.data import Agency, ReportData
from motcua.reports.vietnamese import agency_lines, long_date, lower_first, together, two_digits


def superior_lines(data: ReportData) -> tuple[str, ...]:
    """The agency above, in capitals; nothing for a People's Committee."""
    # A People's Committee has no superior agency above its name; a centre or a division has one.
    if data.agency.kind != "department" or not data.agency.superior:
        return ()
    return agency_lines(data.agency.superior)


def number(data: ReportData) -> str:
    """«Số: 05/BC-UBND»; room for the number where it has not been given yet."""
    return f"Số: {bare_number(data) or together('        ')}/{symbol(data)}"


def bare_number(data: ReportData) -> str:
    """«05»; empty where it has not been given yet."""
    return two_digits(int(data.number)) if data.number.isdigit() else data.number


def symbol(data: ReportData) -> str:
    """«BC-UBND», «BC-TTPVHCC»."""
    own = "UBND" if data.agency.kind != "department" else _initials(data.agency.name)
    return data.symbol or f"BC-{own}"


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace(",", " ").split()).upper()


def issued(data: ReportData) -> str:
    """«ngày 05 tháng 01 năm 2026»; room for the day and the month where there is no date yet."""
    if data.dated is None:
        return together(f"ngày      tháng      năm {data.period.last.year}")
    return long_date(data.dated)


def place_and_date(data: ReportData) -> str:
    """«Tam Thanh, ngày 18 tháng 3 năm 2026»."""
    return f"{data.agency.place}, {issued(data)}".lstrip(", ")


def addressee(data: ReportData) -> str:
    """Who receives it: as written, else the province's People's Committee or the agency above.

    A province reports to the Government Office (Văn phòng Chính phủ; Circular 01/2020/TT-VPCP).
    """
    if given := data.sections.get("kinh-gui", "").strip():
        return given
    if data.agency.kind == "commune" and data.agency.province:
        return f"Ủy ban nhân dân {lower_first(data.agency.province)}"
    return "Văn phòng Chính phủ" if data.agency.kind == "province" else data.agency.superior


def is_centre(agency: Agency) -> bool:
    """Whether it is a centre (Trung tâm Phục vụ hành chính công) that reports for itself."""
    return agency.kind == "department" and agency.name.startswith("Trung tâm")


def signer_lines(data: ReportData) -> tuple[str, ...]:
    """The lines over the signature (quyền hạn, chức vụ)."""
    if data.signer_lines:
        return data.signer_lines
    if data.agency.kind == "department":
        return ("GIÁM ĐỐC",) if is_centre(data.agency) else ("TRƯỞNG PHÒNG",)
    return ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def recipients(data: ReportData) -> tuple[str, ...]:
    """Who receives copies (nơi nhận), each line as it is printed: «- Như trên;»."""
    given = [line.strip(" -;.") for line in data.sections.get("noi-nhan", "").splitlines()]
    found = [line for line in given if line] or ["Như trên", "Lưu: VT"]
    ends = [";"] * (len(found) - 1) + ["."]
    return tuple(f"- {line}{end}" for line, end in zip(found, ends, strict=True))
