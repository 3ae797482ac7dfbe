"""The fields that a report's wording may name: of the unit and the period, of dossiers, of registers, of written texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from motcua.registers.kind import Kind
from motcua.registers.kinds_read import kinds
from motcua.reports import formal, sentences
from motcua.reports.adjusted import adjustments
from motcua.reports.data import ReportData
from motcua.reports.document import Block
from motcua.reports.filled import province_kind
from motcua.reports.outline import TEXTS, outline_of
from motcua.reports.vietnamese import lower_first, together, upper_first
from motcua.reports.wording import tables
from motcua.reports.wording.compose import blocks, paragraphs
from motcua.reports.wording.following import following
from motcua.reports.wording.grammar import canonical
from motcua.reports.wording.values import Lines, Rate, Value, Values

Reads = Callable[[ReportData], Value]


@dataclass(frozen=True)
class Field:
    """A field: its name, what it is, the group it is listed in, how it is read from the data."""

    name: str
    label: str
    group: str
    read: Reads


def values(data: ReportData) -> Values:
    """The values of all fields for a report's data."""
    return Values({name: partial(field.read, data) for name, field in fields().items()})


def fields() -> dict[str, Field]:
    """All fields by name; those of registers twice, by what a figure is called and by the name of its measure."""
    found = dict(_fixed())
    for kind in kinds([]).values():
        found |= {field.name: field for field in _of_register(kind)}
    return found


def offered() -> dict[str, list[Field]]:
    """The fields by group, each once, for people to choose from."""
    groups: dict[str, dict[int, Field]] = {}
    for field in fields().values():
        groups.setdefault(field.group, {}).setdefault(id(field.read), field)
    return {group: list(some.values()) for group, some in groups.items()}


@cache
def _fixed() -> dict[str, Field]:
    found = [Field(name, label, "Đơn vị, kỳ báo cáo", read) for name, (label, read) in _PLAIN.items()]
    found += [Field(name, label, "Thể thức", read) for name, (label, read) in _FORMAL.items()]
    found += [
        Field(name, label, "Số liệu hồ sơ", partial(_total, measure))
        for name, (label, measure) in _FIGURES.items()
    ]
    found += [
        Field(name, label, "Tỷ lệ, câu và bảng từ số liệu", read) for name, (label, read) in _TOLD.items()
    ]
    found += [
        Field(
            f"viet.{canonical(text.key)}",
            text.label,
            "Phần người dùng viết cho từng kỳ",
            partial(_own, text.key),
        )
        for text in TEXTS.values()
    ]
    found += [
        Field(
            f"muc.{canonical(text.key)}",
            f"{text.label}: mọi câu viết tự động",
            "Câu viết tự động của từng mục",
            partial(_automatic, text.key),
        )
        for text in TEXTS.values()
        if text.lines
    ]
    return {field.name: field for field in found}


def _of_register(kind: Kind) -> Iterator[Field]:
    place, group = canonical(kind.key), f"Sổ: {kind.title}"
    lines = partial(_entries, kind.key)
    yield Field(f"{place}.danh_sach", "Từng dòng ghi trong kỳ", group, lines)
    called = [canonical(measure.label) for measure in kind.measures.values()]
    for measure, name in zip(kind.measures.values(), called, strict=True):
        read = partial(_figure, kind.key, measure.name)
        if called.count(name) == 1 and name != "danh_sach":
            yield Field(f"{place}.{name}", measure.label, group, read)
        yield Field(f"{place}.{canonical(measure.name)}", measure.label, group, read)


def _total(measure: str, data: ReportData) -> Value:
    return data.totals[measure] if measure in data.totals else data.facts.get(measure, 0)


def _figure(register: str, measure: str, data: ReportData) -> Value:
    return data.books[register].figures.get(measure, 0) if register in data.books else 0


def _entries(register: str, data: ReportData) -> Value:
    told = data.books[register].lines if register in data.books else ()
    ends = [";"] * (len(told) - 1) + ["."]
    return Lines(
        tuple(Block("item", line.rstrip(" ;.") + end) for line, end in zip(told, ends, strict=False))
    )


def _own(key: str, data: ReportData) -> Value:
    """What a person wrote; where it is asked for and nobody wrote it, a marked place."""
    text = TEXTS[key]
    own = paragraphs(data.sections.get(key, ""))
    return Lines(tuple(own) if own or not text.required else (Block("gap", f"[{text.hint}]"),))


def _automatic(key: str, data: ReportData) -> Value:
    """Everything that a text says from figures."""
    known = values(data)
    return Lines(tuple(block for pattern in TEXTS[key].lines for block in blocks(pattern, known)))


def _lines(read: Callable[[ReportData], tuple[str, ...]], data: ReportData) -> Value:
    return Lines(tuple(Block("text", line) for line in read(data)))


def _attached(data: ReportData) -> str:
    if any(row.level for row in data.rows):
        return "Biểu số II.06d/VPCP/KSTT"
    return "Biểu số II.06b/VPCP/KSTT và phụ lục kèm theo"


def _basis(data: ReportData) -> str:
    return data.sections.get("can-cu", "").strip() or outline_of(data).basis


def _period(data: ReportData) -> str:
    return lower_first(data.period_title) or data.days


def _period_and_days(data: ReportData) -> str:
    return f"{lower_first(data.period_title)} ({data.days})" if data.period_title else data.days


def _has_dossiers(data: ReportData) -> int:
    return data.totals["total_received"] + data.totals["closed"] + data.totals["open"]


def _share(part: str, whole: str, of: str, data: ReportData) -> str:
    totals = {**data.totals, **data.facts}
    return sentences.share(totals.get(part, 0), totals.get(whole, 0), of)


def _rate(part: str, whole: str, data: ReportData) -> Rate:
    totals = {**data.totals, **data.facts}
    return Rate(totals.get(part, 0), totals.get(whole, 0))


def _on_time(data: ReportData) -> int:
    return data.totals["early"] + data.totals["on_time"]


_PLAIN: dict[str, tuple[str, Reads]] = {
    "don_vi.ten": ("Tên đơn vị", lambda data: data.agency.name),
    "don_vi.cap_tren": ("Cơ quan cấp trên", lambda data: data.agency.superior),
    "don_vi.tinh": ("Tỉnh, thành phố", lambda data: data.agency.province),
    "don_vi.la_tinh_hay_thanh_pho": ("“tỉnh” hoặc “thành phố”", lambda data: province_kind(data.agency)),
    "ky.ten": ("Kỳ báo cáo: “quý I năm 2026”", lambda data: together(_period(data))),
    "ky.trich_yeu": (
        "Kỳ báo cáo trong trích yếu; kỳ không có tên thì để trống",
        lambda data: together(lower_first(data.period_title)),
    ),
    "ky.ten_hoa": ("Kỳ báo cáo, chữ hoa", lambda data: _period(data).upper()),
    "ky.ngay": ("“từ ngày … đến ngày …”", lambda data: data.days),
    "ky.ngay_hoa": ("“Từ ngày … đến ngày …”", lambda data: upper_first(data.days)),
    "ky.ten_va_ngay": ("Kỳ báo cáo và số ngày trong ngoặc", _period_and_days),
    "ky.sau": ("Kỳ tiếp theo: “quý II năm 2026”", lambda data: together(following(data.period))),
    "ky.sau_hoa": ("Kỳ tiếp theo, chữ hoa", lambda data: following(data.period).upper()),
}

_FORMAL: dict[str, tuple[str, Reads]] = {
    "bao_cao.so_ky_hieu": ("“Số: 05/BC-UBND”; chưa lấy số thì để trống chỗ", formal.number),
    "bao_cao.so": ("Chỉ số văn bản", formal.bare_number),
    "bao_cao.ky_hieu": ("Chỉ ký hiệu", formal.symbol),
    "bao_cao.dia_danh_va_ngay": ("“Tam Thanh, ngày 18 tháng 3 năm 2026”", formal.place_and_date),
    "bao_cao.ngay": ("“ngày 18 tháng 3 năm 2026”", formal.issued),
    "bao_cao.kinh_gui": ("Nơi nhận báo cáo", formal.addressee),
    "bao_cao.can_cu": ("Căn cứ lập báo cáo", _basis),
    "bao_cao.bieu_kem_theo": ("Các biểu kèm theo báo cáo", _attached),
    "bao_cao.chuc_vu": ("Quyền hạn, chức vụ người ký; mỗi phần một dòng", partial(_lines, formal.signer_lines)),
    "bao_cao.nguoi_ky": ("Họ tên người ký", lambda data: data.signer_name),
    "bao_cao.noi_nhan": ("Nơi nhận, mỗi nơi một dòng", partial(_lines, formal.recipients)),
}  # fmt: skip

_FIGURES = {
    "ho_so.tong": ("Tổng số hồ sơ nhận giải quyết, cả từ kỳ trước", "total_received"),
    "tiep_nhan.tong": ("Tiếp nhận mới trong kỳ", "received"),
    "tiep_nhan.truc_tuyen": ("Tiếp nhận trực tuyến", "received_online"),
    "tiep_nhan.truc_tiep_va_buu_chinh": ("Tiếp nhận trực tiếp và bưu chính", "received_direct_or_postal"),
    "tiep_nhan.tu_ky_truoc": ("Từ kỳ trước chuyển sang", "carried_over"),
    "giai_quyet.tong": ("Đã giải quyết, cả từ chối và rút", "closed"),
    "giai_quyet.co_ket_qua": ("Có kết quả giải quyết", "resolved"),
    "giai_quyet.truoc_han": ("Giải quyết trước hạn", "early"),
    "giai_quyet.dung_han": ("Giải quyết đúng hạn", "on_time"),
    "giai_quyet.qua_han": ("Giải quyết quá hạn", "late"),
    "giai_quyet.tu_choi": ("Từ chối, không đủ điều kiện", "refused"),
    "giai_quyet.rut": ("Rút hoặc dừng theo đề nghị", "withdrawn"),
    "giai_quyet.tu_choi_rut_qua_han": ("Từ chối, rút khi đã quá hạn", "other_closed_late"),
    "dang_giai_quyet.tong": ("Đang giải quyết", "open"),
    "dang_giai_quyet.trong_han": ("Đang giải quyết trong hạn", "open_in_term"),
    "dang_giai_quyet.qua_han": ("Đang giải quyết đã quá hạn", "open_overdue"),
    "dang_giai_quyet.qua_han_ca_dang_cho": ("Đã quá hạn, cả hồ sơ đang chờ", "overdue_or_waiting_overdue"),
    "dang_giai_quyet.cho_bo_sung": ("Chờ bổ sung", "awaiting_supplement"),
    "dang_giai_quyet.tam_dung": ("Tạm dừng, chờ nghĩa vụ tài chính", "paused"),
    "dien_tu.da_so_hoa": ("Hồ sơ được số hóa", "digitised"),
    "dien_tu.phai_nop_phi": ("Hồ sơ phải nộp phí, lệ phí", "fee_dossiers"),
    "dien_tu.nop_phi_truc_tuyen": ("Hồ sơ nộp phí trực tuyến", "fee_paid_online"),
}

_TOLD: dict[str, tuple[str, Reads]] = {
    "ho_so.phat_sinh": ("Có hồ sơ trong kỳ hay không (dùng sau “có”, “không”)", _has_dossiers),
    "ty_le.truoc_va_dung_han": ("Tỷ lệ giải quyết trước hạn và đúng hạn", lambda data: Rate(_on_time(data), data.totals["resolved"])),
    "ty_le.truc_tuyen": ("Tỷ lệ tiếp nhận trực tuyến", partial(_rate, "received_online", "received")),
    "ty_le.so_hoa": ("Tỷ lệ hồ sơ được số hóa", partial(_rate, "digitised", "total_received")),
    "ty_le.nop_phi_truc_tuyen": ("Tỷ lệ nộp phí trực tuyến", partial(_rate, "fee_paid_online", "fee_dossiers")),
    "cau.dung_han": ("Tỷ lệ trước và đúng hạn với hai số", lambda data: sentences.share(_on_time(data), data.totals["resolved"], "hồ sơ có kết quả giải quyết")),
    "cau.truc_tuyen": ("Tỷ lệ trực tuyến với hai số", partial(_share, "received_online", "received", "hồ sơ tiếp nhận mới trong kỳ")),
    "cau.so_hoa": ("Tỷ lệ số hóa với hai số", partial(_share, "digitised", "total_received", "hồ sơ nhận giải quyết")),
    "cau.nop_phi_truc_tuyen": ("Tỷ lệ nộp phí trực tuyến với hai số", partial(_share, "fee_paid_online", "fee_dossiers", "hồ sơ phải nộp phí, lệ phí")),
    "cau.da_giai_quyet_gom": ("“trước hạn: …; đúng hạn: …; quá hạn: …”", lambda data: sentences.closed_parts(data.totals)),
    "cau.dang_giai_quyet_gom": ("“trong hạn: …; quá hạn: …”", lambda data: sentences.open_parts(data.totals)),
    "cau.qua_han_theo_linh_vuc": ("Giải quyết quá hạn, theo lĩnh vực", lambda data: sentences.by_field(data, "late")),
    "cau.qua_han_thuoc": ("“thuộc lĩnh vực …” của hồ sơ giải quyết quá hạn", lambda data: sentences.within(data, "late")),
    "cau.dang_qua_han_theo_linh_vuc": ("Đang quá hạn, theo lĩnh vực", lambda data: sentences.by_field(data, "overdue_or_waiting_overdue")),
    "cau.dang_qua_han_thuoc": ("“thuộc lĩnh vực …” của hồ sơ đang quá hạn", lambda data: sentences.within(data, "overdue_or_waiting_overdue")),
    "cau.mo_lai_chuyen": ("Mở lại, chuyển đến, chuyển đi", lambda data: sentences.side(data.totals)),
    "cau.linh_vuc_nhieu": ("Ba lĩnh vực tiếp nhận nhiều nhất", sentences.main_fields),
    "cau.so_voi_ky_truoc": ("So sánh với kỳ trước", sentences.compared),
    "cau.so_voi_cung_ky": ("So sánh với cùng kỳ năm trước", sentences.a_year_ago),
    "cau.qua_han_moi_loai": ("Số hồ sơ quá hạn mọi loại (dùng sau “có”, “không”)", lambda data: sentences.delays(data.totals)),
    "cau.khong_qua_han": ("Có giải quyết mà không có quá hạn (dùng sau “có”, “không”)", lambda data: int(bool(data.totals["closed"]) and not sentences.delays(data.totals))),
    "cau.dieu_chinh_ky_truoc": ("Điều chỉnh số liệu kỳ trước đã chốt", lambda data: Lines(tuple(adjustments(data)))),
    "he_thong.bo_nganh": ("Hồ sơ trên Hệ thống của các Bộ, ngành", lambda data: sentences.systems(data)[True]),
    "he_thong.dia_phuong": ("Hồ sơ trên Hệ thống của địa phương", lambda data: sentences.systems(data)[False]),
    "danh_muc.tong": ("Số TTHC thuộc thẩm quyền", lambda data: data.catalogue.get("total", 0)),
    "danh_muc.toan_trinh": ("Số TTHC dịch vụ công trực tuyến toàn trình", lambda data: data.catalogue.get("full", 0)),
    "danh_muc.mot_phan": ("Số TTHC dịch vụ công trực tuyến một phần", lambda data: data.catalogue.get("partial", 0)),
    "bang.linh_vuc": ("Bảng số liệu theo lĩnh vực", tables.by_field),
    "bang.so_sanh": ("Bảng so với kỳ trước và cùng kỳ năm trước", tables.compared),
}  # fmt: skip
