"""Styles of offices that are kept aside: the rules were not tuned on them, they only tell how well the rules carry over."""

from __future__ import annotations

from collections.abc import Callable

from tests.checker.draft import Draft
from tests.checker.facts import Facts, facts


def _head(draft: Draft, title: str, number: str) -> None:
    place = draft.facts.place
    draft.add(f"ỦY BAN NHÂN DÂN {draft.facts.kind.upper()} {place.upper()}", "head")
    draft.add("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "head")
    draft.add("Độc lập - Tự do - Hạnh phúc", "head")
    draft.add(f"Số: {number}/BC-UBND", "head")
    draft.add(f"{place}, {{dated}}", "head")
    draft.add("BÁO CÁO", "title")
    draft.add(title, "title")


def centre(seed: int) -> Draft:
    """A centre that tells everything in long sentences, the rest left to «còn lại»."""
    draft = Draft(facts(seed), dots=True, pad=True, digits=2, none="không")
    _head(draft, "Về kết quả hoạt động của Trung tâm Phục vụ hành chính công {period}", str(40 + seed % 50))
    draft.add(
        "Thực hiện Công văn số 812/VP-KSTT ngày {@asked} của Văn phòng Ủy ban nhân dân tỉnh về chế độ báo cáo, "
        "Trung tâm Phục vụ hành chính công báo cáo kết quả hoạt động {period} ({range}) như sau:"
    )
    draft.section("KẾT QUẢ HOẠT ĐỘNG", 0)
    draft.section("Về tiếp nhận và giải quyết hồ sơ")
    with draft.together():
        draft.add(
            "Trong kỳ, Trung tâm tiếp nhận mới {new} hồ sơ, trong đó {online} hồ sơ nộp trực tuyến (chiếm "
            "{%online/new}), còn lại {direct_postal} hồ sơ nộp trực tiếp hoặc qua bưu chính công ích."
        )
    with draft.together():
        draft.add(
            "Cộng với {carried} hồ sơ của kỳ trước chuyển sang, tổng số hồ sơ phải giải quyết là {total} hồ sơ; "
            "đã giải quyết xong {closed} hồ sơ, đang giải quyết {open} hồ sơ."
        )
    with draft.together():
        draft.add(
            "Trong số {closed} hồ sơ đã giải quyết có {early} hồ sơ trước hạn, {on_time} hồ sơ đúng hạn, {late} hồ sơ trễ hạn, "
            "{refused} hồ sơ bị từ chối do không đủ điều kiện và {withdrawn} hồ sơ công dân xin rút."
        )
    with draft.together():
        draft.add(
            "Đối với {open} hồ sơ đang giải quyết: {in_term} hồ sơ còn trong hạn, {overdue} hồ sơ đã quá hạn, "
            "{supplement} hồ sơ chờ công dân bổ sung giấy tờ, {paused} hồ sơ tạm dừng chờ thực hiện nghĩa vụ tài chính."
        )
    draft.add(
        "Tỷ lệ hồ sơ giải quyết trước và đúng hạn đạt {%in_time/resolved} ({in_time}/{resolved} hồ sơ có kết quả)."
    )
    draft.section("Về phản ánh, kiến nghị")
    with draft.together():
        draft.add(
            "Tiếp nhận {pakn} phản ánh, kiến nghị, gồm {pakn_rules} phản ánh về quy định hành chính và {pakn_conduct} phản ánh "
            "về hành vi hành chính; đã xử lý {pakn_done} phản ánh, đang xử lý {pakn_pending} phản ánh."
        )
    draft.section("Về nhân sự, cơ sở vật chất")
    with draft.together():
        draft.add(
            "Trung tâm hiện có {staff} người, bao gồm {heads} lãnh đạo, {officers} công chức tiếp nhận và {helpers} nhân viên hỗ trợ. "
            "Trung tâm được trang bị {computers} bộ máy tính, {scanners} máy quét."
        )
    draft.add(
        "Trung tâm đã tham mưu ban hành Công văn số 215/UBND-TTPVHCC ngày {@answer} về việc chấn chỉnh kỷ luật, kỷ cương."
    )
    draft.section("ĐÁNH GIÁ", 0)
    draft.section("Ưu điểm")
    draft.add(
        "Trung tâm đã tiếp nhận mới {new} hồ sơ, giải quyết xong {closed} hồ sơ, bảo đảm phục vụ người dân, doanh nghiệp."
    )
    draft.section("Tồn tại")
    draft.add("Vẫn còn {late} hồ sơ giải quyết trễ hạn; người dân chưa quen nộp hồ sơ trực tuyến.")
    draft.section("NHIỆM VỤ KỲ TỚI", 0)
    draft.add(
        "Phấn đấu 100% hồ sơ được giải quyết đúng hạn, không có hồ sơ trễ hạn; trên 95% người dân hài lòng."
    )
    draft.add(
        "Trên đây là báo cáo kết quả hoạt động {period} của Trung tâm Phục vụ hành chính công./.", "end"
    )
    return draft


def lettered(seed: int) -> Draft:
    """Lists with letters, small tables between the paragraphs, numbers without dots."""
    draft = Draft(facts(seed, waiting=False), dots=False, pad=False, digits=1, comma=False)
    _head(draft, "Tình hình giải quyết thủ tục hành chính {period}", str(120 + seed % 60))
    draft.add("({range})", "title")
    draft.section("Tình hình chung", 0)
    draft.add(
        "Căn cứ Kế hoạch số 31/KH-UBND ngày {@plan} về kiểm soát thủ tục hành chính, Ủy ban nhân dân báo cáo như sau:"
    )
    draft.section("Kết quả giải quyết", 0)
    draft.section("Tiếp nhận")
    with draft.together():
        draft.add("Tổng số hồ sơ tiếp nhận: {total}. Bao gồm:")
        draft.add("a) Hồ sơ mới tiếp nhận: {new}", "item")
        draft.add("b) Hồ sơ kỳ trước chuyển qua: {carried}", "item")
    draft.add("Phân theo hình thức nộp:")
    draft.table(
        [[("Hình thức", 1, 1), ("Số hồ sơ mới tiếp nhận", 1, 1)]],
        [
            ["Trực tuyến", "{online}"],
            ["Trực tiếp", "{direct}"],
            ["Bưu chính công ích", "{postal}"],
            ["Cộng", "{new}"],
        ],
    )
    draft.section("Giải quyết")
    with draft.together():
        draft.add("Hồ sơ đã giải quyết: {closed}; trong đó:")
        draft.add("a) Trước hạn: {early} ({%early/closed});", "item")
        draft.add("b) Đúng hạn: {on_time} ({%on_time/closed});", "item")
        draft.add("c) Quá hạn: {late} ({%late/closed}).", "item")
    with draft.together():
        draft.add("Hồ sơ đang giải quyết: {open}; trong đó: trong hạn {in_term}, quá hạn {overdue}.")
    draft.section("Số lượng thủ tục hành chính")
    with draft.together():
        draft.add(
            "Thủ tục hành chính cung cấp dịch vụ công trực tuyến: {tthc_online} thủ tục, gồm: toàn trình {tthc_full} thủ tục; "
            "một phần {tthc_partial} thủ tục."
        )
    draft.section("Mức độ hài lòng")
    with draft.together():
        draft.add(
            "Có {votes} lượt đánh giá, gồm: rất hài lòng {very} lượt ({%very/votes}), hài lòng {good} lượt ({%good/votes}), "
            "bình thường {middling} lượt."
        )
    draft.section("Nhận xét", 0)
    draft.add(
        "Trong kỳ, đơn vị đã giải quyết {closed} hồ sơ trên tổng số {total} hồ sơ tiếp nhận, đạt {%closed/total}."
    )
    draft.section("Đề xuất", 0)
    draft.add("Đề nghị cấp trên sớm thống nhất phần mềm dùng chung./.", "end")
    return draft


def terse(seed: int) -> Draft:
    """Bullets with few words and a form attached, in which the figures stand again by field."""
    draft = Draft(facts(seed, waiting=False), pad=True, digits=2, none="0")
    made: Facts = draft.facts
    _head(draft, "Công tác kiểm soát thủ tục hành chính {period}", str(200 + seed % 80))
    draft.section("KIỂM SOÁT THỦ TỤC HÀNH CHÍNH", 0)
    draft.section("Công tác chỉ đạo")
    draft.add(
        "Thực hiện Công văn số 77/UBND-KSTT ngày {@asked} của Ủy ban nhân dân tỉnh, Ủy ban nhân dân "
        f"{made.kind} đã ban hành Công văn số 305/UBND-TTPVHCC ngày {{@answer}} để triển khai thực hiện.",
    )
    draft.section("Tình hình, kết quả giải quyết TTHC")
    with draft.together():
        draft.add(
            "• Số hồ sơ tiếp nhận: {total} hồ sơ (trực tuyến {online}; trực tiếp, bưu chính {direct_postal}; kỳ trước {carried}).",
            "item",
        )
    with draft.together():
        draft.add(
            "• Số hồ sơ đã giải quyết: {closed} hồ sơ (trước hạn {early}; đúng hạn {on_time}; quá hạn {late}).",
            "item",
        )
    with draft.together():
        draft.add(
            "• Số hồ sơ đang giải quyết: {open} hồ sơ (trong hạn {in_term}; quá hạn {overdue}).", "item"
        )
    draft.add("• Tỷ lệ giải quyết đúng hạn, trước hạn: {%in_time/closed}.", "item")
    draft.add("(Số liệu chi tiết tại phụ lục kèm theo)")
    draft.section("Phản ánh, kiến nghị")
    with draft.together():
        draft.add(
            "• Số PAKN tiếp nhận: {pakn}, trong đó tiếp nhận mới {pakn_new}, kỳ trước chuyển sang {pakn_carried}.",
            "item",
        )
    with draft.together():
        draft.add(
            "• Đã xử lý {pakn_done} PAKN (đúng hạn {pakn_on_time}, quá hạn {pakn_late}); đang xử lý {pakn_pending} PAKN.",
            "item",
        )
    draft.section("ĐÁNH GIÁ CHUNG", 0)
    draft.add(
        "Số hồ sơ trực tuyến đạt {online}/{new} hồ sơ, tỷ lệ {%online/new}. Có {pakn} phản ánh, kiến nghị được tiếp nhận."
    )
    draft.section("PHƯƠNG HƯỚNG", 0)
    draft.add("Tiếp tục thực hiện tốt công tác kiểm soát thủ tục hành chính./.", "end")
    draft.attached_from = len(draft.blocks)
    draft.add("PHỤ LỤC", "title")
    draft.add("Tình hình, kết quả giải quyết TTHC {period}", "title")
    rows = [[str(n), name, f"{{field:{name}}}"] for n, name in enumerate(made.fields, start=1)]
    draft.table(
        [[("STT", 1, 1), ("Lĩnh vực", 1, 1), ("Tiếp nhận mới", 1, 1)]], [*rows, ["", "Tổng cộng", "{new}"]]
    )
    return draft


def compared(seed: int) -> Draft:
    """Every figure against the same period of the year before, shares with «chiếm»."""
    draft = Draft(facts(seed), dots=True, pad=True, digits=1)
    values = draft.facts.values
    word = "tăng" if values["new"] >= values["before"] else "giảm"
    _head(draft, "Kết quả cải cách thủ tục hành chính {period}", str(300 + seed % 30))
    draft.add(
        f"Ủy ban nhân dân {draft.facts.kind} {draft.facts.place} báo cáo tình hình, kết quả cải cách thủ tục hành chính {{period}} như sau:"
    )
    draft.section("TÌNH HÌNH THỰC HIỆN", 0)
    draft.section("Cải cách thủ tục hành chính")
    draft.section("Tiếp nhận hồ sơ", 2)
    draft.add(
        f"Số hồ sơ tiếp nhận mới trong kỳ là {{new}} hồ sơ, {word} {{change}} hồ sơ so với cùng kỳ năm trước ({{before}} hồ sơ), "
        f"tương ứng {word} {{%change/before}}."
    )
    with draft.together():
        draft.add("Trong {new} hồ sơ tiếp nhận mới, trực tuyến có {online} hồ sơ, chiếm {%online/new}; trực tiếp có {direct} hồ sơ, "
                  "chiếm {%direct/new}; qua bưu chính có {postal} hồ sơ.")  # fmt: skip
    draft.section("Giải quyết hồ sơ", 2)
    with draft.together():
        draft.add(
            "Tổng số hồ sơ đã giải quyết: {closed} hồ sơ. Trong đó: trước hạn {early} hồ sơ, đúng hạn {on_time} hồ sơ, quá hạn {late} hồ sơ; "
            "từ chối {refused} hồ sơ; rút {withdrawn} hồ sơ."
        )
    draft.section("Công khai thủ tục hành chính", 2)
    with draft.together():
        draft.add(
            "Có {used} thủ tục phát sinh hồ sơ trực tuyến ({used}/{tthc_online} thủ tục, đạt {%used/tthc_online}), trong đó toàn trình "
            "{used_full}/{tthc_full} thủ tục ({%used_full/tthc_full}), một phần {used_partial}/{tthc_partial} thủ tục ({%used_partial/tthc_partial})."
        )
    draft.section("Truyền thông")
    with draft.together():
        draft.add(
            "Đã thực hiện {media} hoạt động truyền thông, gồm {posts} tin, bài và {talks} buổi tuyên truyền trực tiếp."
        )
    draft.section("ĐÁNH GIÁ CHUNG", 0)
    draft.add(
        "Kết quả nổi bật: tiếp nhận mới {new} hồ sơ; giải quyết {closed} hồ sơ, trong đó giải quyết trước hạn {early} hồ sơ."
    )
    draft.section("NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI", 0)
    draft.add(
        "Nâng tỷ lệ hồ sơ trực tuyến lên trên 98%; tổ chức ít nhất 02 đợt tuyên truyền mỗi tháng./.", "end"
    )
    return draft


HELD: dict[str, Callable[[int], Draft]] = {
    "centre": centre, "lettered": lettered, "terse": terse, "compared": compared,
}  # fmt: skip
