"""Styles of offices, written by hand, on which the rules were tuned."""

from __future__ import annotations

from collections.abc import Callable

from tests.checker.draft import Draft
from tests.checker.facts import facts

_RECIPIENTS = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.")


def _head(draft: Draft, title: str, number: str) -> None:
    facts_ = draft.facts
    draft.add(f"ỦY BAN NHÂN DÂN\n{facts_.kind.upper()} {facts_.place.upper()}", "head")
    draft.add(f"Số: {number}/BC-UBND", "head")
    draft.add(f"{facts_.place}, {{dated}}", "head")
    draft.add("BÁO CÁO", "title")
    draft.add(title, "title")


def _end(draft: Draft, sentence: str) -> None:
    draft.add(sentence, "end")
    for line in _RECIPIENTS:
        draft.add(line, "end")


def nested(seed: int) -> Draft:
    """Bullets in bullets, a colon before every figure; the same figures again in the part on electronic work."""
    draft = Draft(facts(seed, waiting=False), none="không có")
    unit = f"UBND {draft.facts.kind}"
    _head(
        draft,
        "Kết quả kiểm soát thủ tục hành chính, thực hiện cơ chế một cửa, một cửa liên thông {period}",
        str(100 + seed % 90),
    )
    draft.add(f"Kính gửi: Ủy ban nhân dân {draft.facts.province}.", "head")
    draft.section("CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", 0)
    draft.section("Ban hành văn bản")
    draft.add(
        f"Thực hiện Kế hoạch số 14/KH-UBND ngày {{@plan}} của {unit} về kiểm soát TTHC, {unit} đã ban hành Công văn số 221/UBND-TTPVHCC "
        "ngày {@answer} về việc rà soát, niêm yết TTHC; Công văn số 260/UBND-TTPVHCC ngày {@notice} về việc số hóa hồ sơ."
    )
    draft.section("Bố trí nhân sự")
    with draft.together():
        draft.add(
            "Tổng số người làm việc tại Trung tâm là {staff} người, gồm: {heads} lãnh đạo, {officers} công chức và {helpers} người hỗ trợ."
        )
    draft.section("KẾT QUẢ THỰC HIỆN", 0)
    draft.section("Công khai TTHC")
    with draft.together():
        draft.item("Tổng số TTHC thuộc thẩm quyền giải quyết: {tthc} TTHC, trong đó:")
        draft.sub("TTHC cung cấp dịch vụ công trực tuyến toàn trình: {tthc_full} TTHC;")
        draft.sub("TTHC cung cấp dịch vụ công trực tuyến một phần: {tthc_partial} TTHC;")
        draft.sub("TTHC chỉ cung cấp thông tin: {tthc_told} TTHC.")
    draft.section("Phản ánh, kiến nghị")
    with draft.together():
        draft.item("Tổng số phản ánh, kiến nghị tiếp nhận: {pakn} phản ánh, kiến nghị, trong đó:")
        draft.sub(
            "Tiếp nhận mới trong kỳ: {pakn_new} phản ánh, kiến nghị; từ kỳ trước chuyển qua: {pakn_carried};"
        )
        draft.sub("Về quy định hành chính: {pakn_rules}; về hành vi hành chính: {pakn_conduct}.")
        draft.item("Số phản ánh, kiến nghị đã xử lý: {pakn_done} phản ánh, kiến nghị.")
        draft.item("Số phản ánh, kiến nghị đang xử lý: {pakn_pending}.")
    draft.section("Tình hình, kết quả giải quyết TTHC")
    with draft.together():
        draft.item("Tổng số hồ sơ TTHC đã tiếp nhận: {total} hồ sơ, trong đó:")
        draft.sub(
            "Số mới tiếp nhận trong kỳ: {new} hồ sơ (trực tuyến: {online} hồ sơ; trực tiếp: {direct} hồ sơ; qua dịch vụ BCCI: {postal} hồ sơ);"
        )
        draft.sub("Số từ kỳ trước chuyển qua: {carried} hồ sơ.")
    with draft.together():
        draft.item(
            "Tổng số hồ sơ đã giải quyết: {closed} hồ sơ (gồm: trước hạn: {early} hồ sơ; đúng hạn: {on_time} hồ sơ; quá hạn: {late} hồ sơ)."
        )
    with draft.together():
        draft.item(
            "Tổng số hồ sơ đang giải quyết: {open} hồ sơ (gồm: trong hạn: {in_term} hồ sơ; quá hạn: {overdue} hồ sơ)."
        )
    draft.section("Mức độ hài lòng")
    draft.add(
        "Có {votes} lượt đánh giá, trong đó: {very}/{votes} lượt đánh giá “Rất hài lòng”, đạt tỷ lệ {%very/votes}; {good}/{votes} lượt đánh giá "
        "“Hài lòng”, đạt tỷ lệ {%good/votes}; {middling}/{votes} lượt đánh giá “Bình thường”, đạt tỷ lệ {%middling/votes}."
    )
    draft.section("Số hóa hồ sơ", 1)
    draft.section("Kết quả số hóa", 2)
    draft.add("Số hồ sơ được số hóa là {digitised}/{total} hồ sơ, đạt {%digitised/total}.")
    draft.section("Khó khăn", 2)
    draft.add("Một số hồ sơ giấy khổ lớn chưa có thiết bị quét phù hợp.")
    draft.section("Thực hiện TTHC trên môi trường điện tử")
    draft.add("Tổng số hồ sơ tiếp nhận trong {period} ({range}) là {total} hồ sơ.")
    draft.add(
        "Kết quả giải quyết: {closed} hồ sơ đã giải quyết, trong đó giải quyết trước hạn {early} hồ sơ; đang giải quyết {open} hồ sơ."
    )
    draft.section("PHƯƠNG HƯỚNG, NHIỆM VỤ", 0)
    draft.add("1. Tiếp tục rà soát 100% TTHC; không để phát sinh hồ sơ quá hạn.")
    draft.add("2. Tổ chức 02 lớp tập huấn; phấn đấu tỷ lệ hồ sơ trực tuyến đạt 98%.")
    _end(draft, f"Trên đây là báo cáo kết quả {{period}}, {unit} trân trọng báo cáo./.")
    return draft


def monthly(seed: int) -> Draft:
    """A monthly report: numbers without dots, decimal points, the year so far beside the month, the next month's tasks."""
    months = range(2, 12)
    draft = Draft(
        facts(seed, waiting=False, period=f"2026-{months[seed % 10]:02}"), dots=False, pad=False, comma=False
    )
    month = draft.facts.period.last.month
    draft.facts.dates["year"] = draft.facts.period.last.replace(month=1, day=1)
    draft.facts.dates["end"] = draft.facts.period.last
    _head(
        draft,
        f"Kết quả cải cách thủ tục hành chính {{period}} và nhiệm vụ trọng tâm tháng {month + 1} năm 2026 ({{range}})",
        str(seed % 400),
    )
    draft.add(
        f"Ủy ban nhân dân {draft.facts.kind} {draft.facts.place} báo cáo kết quả thực hiện nhiệm vụ {{period}} và phương hướng nhiệm vụ "
        f"tháng {month + 1} năm 2026 như sau:"
    )
    draft.section(f"KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG {month:02}.2026", 0)
    draft.section("Chỉ đạo, điều hành")
    draft.add(
        "Thực hiện Công văn số 900/UBND-KSTT ngày {@asked} và Công văn số 941/UBND-KSTT ngày {@asked_later} của Ủy ban nhân dân tỉnh về cắt giảm, "
        "đơn giản hóa TTHC, Ủy ban nhân dân xã đã ban hành các văn bản: Công văn 1120/UBND-VP ngày {@answer} về việc triển khai thực hiện; "
        "Công văn 1187/UBND-VP ngày {@notice} về việc rà soát TTHC."
    )
    draft.section("Kết quả giải quyết TTHC")
    with draft.together():
        draft.item(
            "Tính từ ngày {@year} đến hết ngày {@end}, đã phát sinh hồ sơ ở {used}/{tthc_online} TTHC, đạt {%used/tthc_online}, trong đó:"
        )
        draft.sub("{used_partial}/{tthc_partial} TTHC một phần, đạt {%used_partial/tthc_partial}")
        draft.sub("{used_full}/{tthc_full} TTHC toàn trình, đạt {%used_full/tthc_full}")
    with draft.together():
        draft.item("Tổng số hồ sơ phải giải quyết trong tháng: {total} hồ sơ, trong đó:")
        draft.add(
            "Số mới tiếp nhận: {new} hồ sơ (Trực tuyến: {online} hồ sơ; Trực tiếp và bưu chính: {direct_postal} hồ sơ)"
        )
        draft.add("Số từ kỳ trước chuyển qua: {carried} hồ sơ")
    with draft.together():
        draft.item(
            "Số hồ sơ đã giải quyết: {closed} hồ sơ (Trong đó: trước hạn: {early} hồ sơ, đúng hạn: {on_time} hồ sơ, quá hạn: {late} hồ sơ)"
        )
    with draft.together():
        draft.item(
            "Số hồ sơ đang giải quyết: {open} hồ sơ (Trong đó: trong hạn: {in_term} hồ sơ, quá hạn: {overdue} hồ sơ)"
        )
    draft.section("Phản ánh, kiến nghị")
    with draft.together():
        draft.item(
            "Tổng số PAKN đã tiếp nhận: {pakn}; số PAKN đã xử lý đúng hạn: {pakn_on_time}; số PAKN đã xử lý quá hạn: {pakn_late}; số PAKN đang xử lý: {pakn_pending}."
        )
    draft.section("ĐÁNH GIÁ CHUNG", 0)
    draft.section("Kết quả đạt được")
    draft.item("Hồ sơ được giải quyết trước hạn và đúng hạn đạt {%in_time/closed}.")
    draft.section("Tồn tại")
    draft.item("Vẫn còn {late} hồ sơ giải quyết quá hạn.")
    draft.section(f"NHIỆM VỤ TRỌNG TÂM THÁNG {month + 1}.2026", 0)
    draft.item("100% hồ sơ giải quyết trước hạn và đúng hạn, không có hồ sơ quá hạn.")
    _end(
        draft,
        f"Trên đây là báo cáo kết quả {{period}} và phương hướng, nhiệm vụ tháng {month + 1} năm 2026./.",
    )
    return draft


def prose(seed: int) -> Draft:
    """One paragraph, numbers before what they count, joined by commas and «và»."""
    draft = Draft(facts(seed), pad=False)
    _head(draft, "Kết quả thực hiện nhiệm vụ {period}", str(30 + seed % 40))
    draft.section("Kết quả thực hiện nhiệm vụ", 0)
    draft.section("Hoạt động tiếp nhận và trả kết quả")
    with draft.together():
        draft.add(
            "{range!Từ}Trung tâm Phục vụ hành chính công đã tiếp nhận {total} hồ sơ giải quyết thủ tục hành chính, trong đó có {online} hồ sơ trực tuyến "
            "tiếp nhận trong kỳ, {direct_postal} hồ sơ trực tiếp và {carried} hồ sơ từ kỳ trước chuyển sang.".replace(
                "{range!Từ}", "Trong kỳ báo cáo ({range}), "
            )
        )
    with draft.together():
        draft.add(
            "Đã trả kết quả {closed} hồ sơ, trong đó có {early} hồ sơ giải quyết trước hạn, {on_time} hồ sơ đúng hạn, {late} hồ sơ quá hạn, "
            "{refused} hồ sơ từ chối, {withdrawn} hồ sơ rút."
        )
    with draft.together():
        draft.add(
            "Có {open} hồ sơ đang giải quyết, trong đó có {in_term} hồ sơ trong hạn, {overdue} hồ sơ quá hạn, {supplement} hồ sơ yêu cầu bổ sung và "
            "{paused} hồ sơ tạm dừng."
        )
    draft.add("Tỷ lệ thanh toán trực tuyến đạt {%paid/fees} ({paid}/{fees} hồ sơ có phí, lệ phí).")
    draft.section("Phản ánh, kiến nghị")
    draft.add(
        "Trung tâm đã tiếp nhận {pakn} phản ánh, kiến nghị; đã xử lý {pakn_done} phản ánh, kiến nghị, còn {pakn_pending} phản ánh, kiến nghị đang xử lý."
    )
    draft.section("Các nhiệm vụ khác")
    draft.item(
        "Quyết định số 42/QĐ-UBND ngày {@plan} về việc ban hành Kế hoạch kiểm soát thủ tục hành chính năm 2026;"
    )
    draft.item("Công văn số 510/UBND-TTPVHCC ngày {@answer} về việc chấn chỉnh việc tiếp nhận hồ sơ.")
    draft.section("Khó khăn, hạn chế", 0)
    draft.add(
        "Cán bộ, công chức phải thao tác trên nhiều hệ thống khác nhau; còn {late} hồ sơ quá hạn khi trả kết quả."
    )
    draft.section("Giải pháp", 0)
    draft.add("Phân công 02 công chức trực hướng dẫn; mỗi tuần họp 01 lần.")
    _end(draft, "Trên đây là báo cáo kết quả thực hiện nhiệm vụ {period}./.")
    return draft


def tabled(seed: int) -> Draft:
    """A form of thirteen columns attached; the text sums it up."""
    draft = Draft(facts(seed, waiting=False), digits=2)
    _head(draft, "Công tác kiểm soát thủ tục hành chính {period}", str(10 + seed % 20))
    draft.section("TÌNH HÌNH, KẾT QUẢ KIỂM SOÁT THỦ TỤC HÀNH CHÍNH", 0)
    draft.section("Giải quyết thủ tục hành chính")
    draft.add(
        "Trong kỳ tiếp nhận mới {new} hồ sơ, kỳ trước chuyển sang {carried} hồ sơ. Đã giải quyết {closed} hồ sơ, đang giải quyết {open} hồ sơ."
    )
    draft.add("Tỷ lệ giải quyết trước và đúng hạn là {%in_time/closed}.")
    draft.add("(Chi tiết tại Biểu số II.06b/VPCP/KSTT kèm theo)")
    draft.section("Công khai thủ tục hành chính")
    with draft.together():
        draft.add(
            "Đã công khai {tthc} TTHC, bao gồm {tthc_full} TTHC toàn trình, {tthc_partial} TTHC một phần và {tthc_told} TTHC cung cấp thông tin."
        )
    draft.section("ĐÁNH GIÁ CHUNG", 0)
    draft.add("Các hồ sơ cơ bản được giải quyết đúng hạn.")
    _end(draft, "Ủy ban nhân dân trân trọng báo cáo./.")
    draft.attached_from = len(draft.blocks)
    draft.add("Biểu số II.06b/VPCP/KSTT", "head")
    draft.add("TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC", "title")
    draft.add("Kỳ báo cáo: {period} ({range})", "title")
    header = [
        [("TT", 1, 2), ("Lĩnh vực giải quyết", 1, 2), ("Số hồ sơ tiếp nhận", 4, 1), ("Số hồ sơ đã giải quyết", 4, 1), ("Số hồ sơ đang giải quyết", 3, 1)],
        [("Tổng số", 1, 1), ("Trực tuyến", 1, 1), ("Trực tiếp, bưu chính", 1, 1), ("Từ kỳ trước", 1, 1), ("Tổng số", 1, 1), ("Trước hạn", 1, 1),
         ("Đúng hạn", 1, 1), ("Quá hạn", 1, 1), ("Tổng số", 1, 1), ("Trong hạn", 1, 1), ("Quá hạn", 1, 1)],
        [(f"({n})", 1, 1) for n in range(1, 14)],
    ]  # fmt: skip
    draft.table(header, _split_rows(draft))
    return draft


_COLUMNS = (
    "total",
    "online",
    "direct_postal",
    "carried",
    "closed",
    "early",
    "on_time",
    "late",
    "open",
    "in_term",
    "overdue",
)


def _split_rows(draft: Draft) -> list[list[str]]:
    """The figures split over three fields, each row balanced, and their total."""
    values, names = draft.facts.values, ("Chứng thực", "Hộ tịch", "Đất đai")
    leaves = ("online", "direct_postal", "carried", "early", "on_time", "late", "in_term", "overdue")
    split = {leaf: _thirds(values[leaf]) for leaf in leaves}
    rows = []
    for n, name in enumerate(names):
        row = {leaf: split[leaf][n] for leaf in leaves}
        row["closed"] = row["early"] + row["on_time"] + row["late"]
        row["open"] = row["in_term"] + row["overdue"]
        row["total"] = row["closed"] + row["open"]
        # Rounding leaves one or two over; the largest of the parts takes them, so that every row is balanced.
        row["online"] = row["total"] - row["direct_postal"] - row["carried"]
        for column, value in row.items():
            values[f"{column}_{n}"] = value
        rows.append([str(n + 1), name, *(f"{{{column}_{n}}}" for column in _COLUMNS)])
    return [*rows, ["", "Tổng cộng", *(f"{{{column}}}" for column in _COLUMNS)]]


def _thirds(value: int) -> tuple[int, int, int]:
    first, second = value // 2, value // 3
    return first, second, value - first - second


def fields(seed: int) -> Draft:
    """Dossiers by field in a list, the leading fields with shares, comparison with the period before."""
    draft = Draft(facts(seed), digits=1)
    made, values = draft.facts, draft.facts.values
    word = "tăng" if values["closed"] >= values["closed_before"] else "giảm"
    _head(draft, "Tình hình tiếp nhận, giải quyết hồ sơ {period}", str(60 + seed % 20))
    draft.section("Kết quả", 0)
    draft.section("Tiếp nhận theo lĩnh vực")
    with draft.together():
        draft.add("Trong kỳ, bộ phận một cửa tiếp nhận mới {new} hồ sơ thuộc các lĩnh vực, cụ thể:")
        for name in made.fields:
            draft.item(f"Lĩnh vực {name}: {{field:{name}}} hồ sơ ({{%field:{name}/new}});")
    first, second, *_ = made.fields
    draft.add(
        f"Nhiều nhất là lĩnh vực {first} với {{field:{first}}} hồ sơ, tiếp đến là {second} với {{field:{second}}} hồ sơ."
    )
    draft.section("Giải quyết")
    draft.add(
        f"Đã giải quyết {{closed}} hồ sơ, {word} {{closed_change}} hồ sơ ({{%closed_change/closed_before}}) so với kỳ trước ({{closed_before}} hồ sơ); "
        "trong đó giải quyết trước hạn và đúng hạn {in_time} hồ sơ."
    )
    with draft.together():
        draft.add(
            "Số hồ sơ không đủ điều kiện giải quyết, trả lại hoặc công dân xin rút là {refused_withdrawn} hồ sơ (từ chối {refused} hồ sơ, rút {withdrawn} hồ sơ)."
        )
    draft.section("Đang giải quyết")
    with draft.together():
        draft.add(
            "Hồ sơ đang giải quyết {open} hồ sơ, trong đó trong hạn {in_term} hồ sơ, quá hạn {overdue} hồ sơ, chờ bổ sung {supplement} hồ sơ, còn lại {paused} hồ sơ tạm dừng."
        )
    draft.section("Kiểm tra")
    draft.add("Đã thực hiện {checks} cuộc kiểm tra; rà soát {reviewed} TTHC.")
    draft.section("Đánh giá", 0)
    draft.add("Bộ phận một cửa đã tiếp nhận mới {new} hồ sơ, giải quyết {closed} hồ sơ.")
    _end(draft, "Trên đây là báo cáo {period}./.")
    return draft


def web(seed: int) -> Draft:
    """As offices tell it on their pages: short sentences, «HS» for dossiers, dates with dots in between."""
    draft = Draft(facts(seed, waiting=False), pad=False, digits=2)
    _head(draft, "Kết quả giải quyết hồ sơ {period}", str(7 + seed % 9))
    draft.add(
        "Trong {period} ({range}), Trung tâm tiếp nhận {total} hồ sơ, trong đó {new} hồ sơ tiếp nhận mới, {carried} hồ sơ từ kỳ trước chuyển sang."
    )
    with draft.together():
        draft.add(
            "Trung tâm đã giải quyết {closed} hồ sơ; trong đó, hồ sơ giải quyết trước hạn và đúng hạn có {in_time} hồ sơ, chiếm tỷ lệ {%in_time/closed}; hồ sơ quá hạn có {late} hồ sơ, chiếm tỷ lệ {%late/closed}."
        )
    with draft.together():
        draft.add(
            "Số hồ sơ đang giải quyết là {open}, gồm {in_term} hồ sơ chưa đến hạn và {overdue} hồ sơ đã quá hạn."
        )
    with draft.together():
        draft.add(
            "Trong số hồ sơ tiếp nhận mới, có {online} hồ sơ nộp trực tuyến, gồm {full} hồ sơ toàn trình và {partial} hồ sơ một phần."
        )
    draft.add(
        "Tỷ lệ hồ sơ nộp trực tuyến đạt {%online/new} trên tổng số hồ sơ tiếp nhận mới. Mọi hồ sơ đều được số hóa theo quy định./."
    )
    return draft


STYLES: dict[str, Callable[[int], Draft]] = {
    "nested": nested, "monthly": monthly, "prose": prose, "tabled": tabled, "fields": fields, "web": web,
}  # fmt: skip
