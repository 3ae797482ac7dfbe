"""Styles of offices written after the rules had been mended for the first held-out set, and measured once before any look."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.checker.draft import Draft
from tests.checker.facts import facts


def _head(draft: Draft, title: str, number: str) -> None:
    draft.add("ỦY BAN NHÂN DÂN", "head")
    draft.add(f"{draft.facts.kind.upper()} {draft.facts.place.upper()}", "head")
    draft.add(f"Số: {number}/BC-TTPVHCC", "head")
    draft.add(f"{draft.facts.place}, {{dated}}", "head")
    draft.add("BÁO CÁO", "title")
    draft.add(title, "title")


def ward(seed: int) -> Draft:
    """Dashes with shares in brackets behind every figure, sums told by «như vậy» and «nâng tổng số»."""
    draft = Draft(facts(seed), digits=2, pad=True)
    _head(draft, "Kết quả tiếp nhận và trả kết quả giải quyết TTHC {period}", str(15 + seed))
    draft.add(f"(Thời gian {{range}} tại Trung tâm Phục vụ hành chính công {draft.facts.kind})", "title")
    draft.section("KẾT QUẢ THỰC HIỆN", 0)
    draft.section("Công tác tiếp nhận")
    with draft.together():
        draft.item("Hồ sơ mới tiếp nhận trong kỳ báo cáo là {new} hồ sơ; cụ thể như sau:")
        draft.sub(
            "Tiếp nhận qua Cổng dịch vụ công quốc gia (trực tuyến): {online} hồ sơ, chiếm tỷ lệ {%online/new}"
        )
        draft.sub("Tiếp nhận trực tiếp tại quầy: {direct} hồ sơ, chiếm tỷ lệ {%direct/new}")
        draft.sub("Tiếp nhận qua dịch vụ bưu chính: {postal} hồ sơ")
    with draft.together():
        draft.item(
            "Hồ sơ tồn kỳ trước chuyển sang {carried} hồ sơ, nâng tổng số hồ sơ phải giải quyết lên {total} hồ sơ."
        )
    draft.section("Công tác giải quyết, trả kết quả")
    with draft.together():
        draft.item(
            "Số hồ sơ đã giải quyết, trả kết quả: {closed}/{total} hồ sơ (đạt {%closed/total}). Chia ra:"
        )
        draft.sub("Trả kết quả trước hạn {early} hồ sơ")
        draft.sub("Trả kết quả đúng hạn {on_time} hồ sơ")
        draft.sub("Trả kết quả trễ hạn {late} hồ sơ")
        draft.sub("Từ chối giải quyết {refused} hồ sơ")
        draft.sub("Công dân rút hồ sơ {withdrawn} hồ sơ")
    with draft.together():
        draft.item("Số hồ sơ chưa giải quyết: {open} hồ sơ, bao gồm {in_term} hồ sơ chưa đến hạn; {overdue} hồ sơ quá hạn; "
                   "{supplement} hồ sơ đang chờ bổ sung; {paused} hồ sơ đang tạm dừng.")  # fmt: skip
    draft.section("Thu phí, lệ phí")
    draft.item(
        "Số hồ sơ có phát sinh phí, lệ phí là {fees} hồ sơ, trong đó thanh toán trực tuyến {paid} hồ sơ, tỷ lệ {%paid/fees}."
    )
    draft.item("Tổng số tiền phí, lệ phí đã thu: 18.450.000 đồng.")
    draft.section("Đánh giá sự hài lòng")
    with draft.together():
        draft.item(
            "Tổng số phiếu khảo sát: {votes} phiếu, kết quả: {very} phiếu rất hài lòng ({%very/votes}), {good} phiếu hài lòng, {middling} phiếu bình thường."
        )
    draft.section("TỒN TẠI, HẠN CHẾ", 0)
    draft.item(
        "Trong kỳ còn {late} hồ sơ trả kết quả trễ hạn, nguyên nhân do lỗi hệ thống từ ngày 03 đến ngày 05 hằng tháng."
    )
    draft.section("ĐỀ XUẤT, KIẾN NGHỊ", 0)
    draft.item("Đề nghị cấp bổ sung 02 máy quét, 03 máy in; mỗi quầy có ít nhất 01 máy tính.")
    draft.add("Trung tâm Phục vụ hành chính công báo cáo kết quả {period}./.", "end")
    return draft


def sofar(seed: int) -> Draft:
    """The period beside the sum since January, in the same sentences."""
    draft = Draft(facts(seed, waiting=False), digits=1)
    values, rng = draft.facts.values, Random(seed)
    step = rng.randint(500, 2500)
    for name in ("new", "closed", "early"):
        values[f"so_far_{name}"] = values[name] + step
    values["so_far_total"] = values["so_far_new"] + values["carried"]
    _head(draft, "Công tác cải cách hành chính {period}", str(400 + seed))
    draft.section("CÔNG TÁC CHỈ ĐẠO", 0)
    draft.add("Triển khai Công văn số 1432/UBND-NC ngày {@asked} của Ủy ban nhân dân tỉnh, đơn vị đã ban hành Kế hoạch số 88/KH-UBND ngày {@answer} "
              "và Công văn số 402/UBND-VHXH ngày {@notice}.")  # fmt: skip
    draft.section("KẾT QUẢ", 0)
    draft.section("Cải cách thủ tục hành chính")
    draft.section("Về tiếp nhận", 2)
    draft.add("Trong kỳ tiếp nhận mới {new} hồ sơ; lũy kế từ đầu năm đến nay tiếp nhận {so_far_new} hồ sơ.")
    with draft.together():
        draft.add(
            "Hồ sơ nộp trực tuyến {online} hồ sơ (toàn trình {full} hồ sơ, một phần {partial} hồ sơ), đạt {%online/new} số hồ sơ tiếp nhận mới."
        )
    draft.section("Về giải quyết", 2)
    with draft.together():
        draft.add(
            "Trong kỳ đã giải quyết {closed} hồ sơ: trước hạn {early}, đúng hạn {on_time}, quá hạn {late}. Lũy kế từ đầu năm đã giải quyết {so_far_closed} hồ sơ."
        )
    draft.add("Hiện còn {open} hồ sơ đang giải quyết, không có hồ sơ bị từ chối.")
    draft.section("Cải cách tổ chức bộ máy")
    with draft.together():
        draft.add(
            "Trung tâm có {staff} người làm việc, trong đó có {heads} người là lãnh đạo, {officers} người là công chức, {helpers} người làm nhiệm vụ hỗ trợ."
        )
    draft.section("Tuyên truyền")
    with draft.together():
        draft.add(
            f"Toàn {draft.facts.kind} tổ chức {{media}} hoạt động tuyên truyền (đăng {{posts}} tin bài, {{talks}} buổi sinh hoạt thôn)."
        )
    draft.section("ĐÁNH GIÁ", 0)
    draft.add(
        "Kết quả giải quyết hồ sơ được nâng lên: trong kỳ giải quyết {closed} hồ sơ, đạt tỷ lệ trước và đúng hạn {%in_time/closed}, tiếp nhận mới {new} hồ sơ."
    )
    draft.section("NHIỆM VỤ THỜI GIAN TỚI", 0)
    draft.add("Phấn đấu tỷ lệ hồ sơ trực tuyến đạt 97%, tỷ lệ đúng hạn 99,5%; giảm 10% hồ sơ trả lại.")
    draft.add("Trên đây là báo cáo công tác cải cách hành chính {period}./.", "end")
    return draft


def sheet(seed: int) -> Draft:
    """A table of indicators instead of sentences, and a few lines that sum it up."""
    draft = Draft(facts(seed, waiting=False), digits=2, none="0")
    _head(draft, "Một số chỉ tiêu về giải quyết thủ tục hành chính {period}", str(70 + seed))
    draft.section("Các chỉ tiêu chủ yếu", 0)
    rows = [("1", "Tổng số hồ sơ phải giải quyết", "total"), ("1.1", "Hồ sơ kỳ trước chuyển sang", "carried"), ("1.2", "Hồ sơ mới tiếp nhận", "new"),
            ("2", "Hồ sơ đã giải quyết", "closed"), ("2.1", "Trước hạn", "early"), ("2.2", "Đúng hạn", "on_time"), ("2.3", "Quá hạn", "late"),
            ("3", "Hồ sơ đang giải quyết", "open"), ("3.1", "Trong hạn", "in_term"), ("3.2", "Quá hạn", "overdue")]  # fmt: skip
    draft.table([[("STT", 1, 1), ("Chỉ tiêu", 1, 1), ("Đơn vị tính", 1, 1), ("Kết quả", 1, 1)]],
                [[number, name, "Hồ sơ", f"{{{value}}}"] for number, name, value in rows])  # fmt: skip
    draft.section("Đánh giá", 0)
    draft.section("Kết quả")
    draft.add(
        "Trong kỳ, toàn đơn vị tiếp nhận mới {new} hồ sơ, đã giải quyết {closed} hồ sơ, trong đó trước hạn {early} hồ sơ, chiếm {%early/closed}."
    )
    draft.add("Số hồ sơ đang giải quyết là {open} hồ sơ.")
    draft.section("Hạn chế")
    draft.add("Còn để xảy ra {late} hồ sơ quá hạn.")
    draft.section("Phương hướng", 0)
    draft.add("Tiếp tục duy trì 100% hồ sơ được số hóa./.", "end")
    return draft


def brief(seed: int) -> Draft:
    """A page of short numbered points, figures in front, other work of the office beside that of the counter."""
    draft = Draft(facts(seed, waiting=False), dots=True, pad=True, digits=1)
    _head(draft, "Nhanh tình hình hoạt động {period}", str(500 + seed))
    draft.add("Văn phòng báo cáo nhanh tình hình hoạt động {period} ({range}) như sau:")
    draft.section("Văn bản", 0)
    draft.add(
        "Tiếp nhận 312 văn bản đến, ban hành 97 văn bản đi. Thực hiện Công văn số 55/UBND-VP ngày {@asked_later}, đã ban hành Kế hoạch số 61/KH-UBND ngày {@answer}."
    )
    draft.section("Thủ tục hành chính", 0)
    with draft.together():
        draft.add(
            "{new} hồ sơ mới được tiếp nhận ({online} hồ sơ trực tuyến, {direct_postal} hồ sơ trực tiếp và bưu chính). Tỷ lệ trực tuyến: {%online/new}."
        )
    with draft.together():
        draft.add(
            "{closed} hồ sơ đã có kết quả, trong đó {in_time} hồ sơ trước hạn, đúng hạn ({%in_time/closed}) và {late} hồ sơ quá hạn ({%late/closed})."
        )
    with draft.together():
        draft.add("{open} hồ sơ đang được xử lý ({in_term} hồ sơ còn hạn, {overdue} hồ sơ quá hạn).")
    draft.section("Dịch vụ công", 0)
    with draft.together():
        draft.add(
            "{tthc} thủ tục được công khai: {tthc_full} thủ tục toàn trình, {tthc_partial} thủ tục một phần, {tthc_told} thủ tục cung cấp thông tin."
        )
    draft.section("Phản ánh, kiến nghị", 0)
    with draft.together():
        draft.add(
            "{pakn} phản ánh, kiến nghị được tiếp nhận ({pakn_new} mới, {pakn_carried} từ kỳ trước); {pakn_done} đã xử lý, {pakn_pending} đang xử lý."
        )
    draft.section("Đánh giá", 0)
    draft.add(
        "So với kế hoạch, việc giải quyết {closed} hồ sơ bảo đảm tiến độ; tuy nhiên còn {late} hồ sơ trễ hạn."
    )
    draft.section("Việc tiếp theo", 0)
    draft.add("Tổ chức 01 hội nghị, dự kiến 60 đại biểu; hoàn thành trước ngày 30 hằng tháng./.", "end")
    return draft


LATER: dict[str, Callable[[int], Draft]] = {"ward": ward, "sofar": sofar, "sheet": sheet, "brief": brief}
