"""The names that a form's columns may add up: measures of the statement, of the catalogue, of registers."""

from __future__ import annotations

from motcua.registers.kinds_read import kind_of
from motcua.rules.measures import MEASURES

CATALOGUE = {
    "catalogue.province": "Thủ tục thực hiện ở cấp tỉnh",
    "catalogue.district": "Thủ tục thực hiện ở cấp huyện, trước 01/7/2025",
    "catalogue.commune": "Thủ tục thực hiện ở cấp xã",
    "catalogue.both": "Thủ tục thực hiện ở cả hai cấp",
    "catalogue.one_stop_province": "Thủ tục thực hiện một cửa ở cấp tỉnh",
    "catalogue.one_stop_district": "Thủ tục thực hiện một cửa ở cấp huyện, trước 01/7/2025",
    "catalogue.one_stop_commune": "Thủ tục thực hiện một cửa ở cấp xã",
    "catalogue.total": "Thủ tục, mỗi thủ tục đếm một lần",
    "catalogue.full": "Dịch vụ công trực tuyến toàn trình",
    "catalogue.partial": "Dịch vụ công trực tuyến một phần",
    "catalogue.information": "Cung cấp thông tin trực tuyến",
    "catalogue.inter_agency": "Thủ tục liên thông",
    "catalogue.with_fee": "Thủ tục có phí, lệ phí",
    "catalogue.non_territorial": "Thủ tục tiếp nhận không phụ thuộc địa giới",
}
"""Measures of the catalogue on the last day of a period, of the levels that the unit answers for."""

APOLOGY = {
    "apology.late": "Giải quyết quá hạn, đã có văn bản xin lỗi",
    "apology.late_without": "Giải quyết quá hạn, chưa có văn bản xin lỗi",
    "apology.overdue": "Đang giải quyết quá hạn, đã có văn bản xin lỗi",
    "apology.overdue_without": "Đang giải quyết quá hạn, chưa có văn bản xin lỗi",
}
"""Late dossiers by whether the applicant was sent an apology with a new appointment (form 04) by the end of the period."""


def is_measure(name: str, column: bool = False) -> bool:
    """Whether a form may use the name; as `column` whether it is a register's column (`phan-anh.field`)."""
    source, _, rest = name.partition(".")
    if not rest:
        return name in MEASURES and not column
    if source in ("catalogue", "apology"):
        return name in {**CATALOGUE, **APOLOGY} and not column
    try:
        kind = kind_of(source)
    except KeyError:
        return False
    if column:
        return any(one.name == rest and not one.personal for one in kind.columns)
    return rest in kind.measures


def label(name: str) -> str:
    """A measure in words. Raises KeyError."""
    source, _, rest = name.partition(".")
    if not rest:
        return MEASURES[name].label
    return {**CATALOGUE, **APOLOGY}.get(name) or kind_of(source).measures[rest].label


def sources(names: tuple[str, ...]) -> set[str]:
    """Where measures come from: «statement», «catalogue», «apology», and keys of registers."""
    return {name.partition(".")[0] if "." in name else "statement" for name in names}
