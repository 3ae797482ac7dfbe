"""A third set of styles, written when the rules were finished and measured once; nothing was tuned on its first figures."""

from __future__ import annotations

from collections.abc import Callable

from tests.checker.draft import Draft
from tests.checker.facts import facts


def _head(draft: Draft, title: str, number: str) -> None:
    place = draft.facts.place
    draft.add(f"UBND {draft.facts.kind.upper()} {place.upper()}", "head")
    draft.add("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "head")
    draft.add(f"Số: {number}/BC-TTPVHCC", "head")
    draft.add(f"{place}, {{dated}}", "head")
    draft.add("BÁO CÁO", "title")
    draft.add(title, "title")


def speech(seed: int) -> Draft:
    """Long sentences with the verb first, figures both before and behind their names, «bằng» and «tương đương»."""
    draft = Draft(facts(seed), digits=2)
    _head(draft, "Sơ kết hoạt động của Trung tâm Phục vụ hành chính công {period}", str(90 + seed))
    draft.section("VỀ TỔ CHỨC THỰC HIỆN", 0)
    draft.add(
        "Căn cứ Kế hoạch số 12/KH-UBND ngày {@plan} của UBND tỉnh, Trung tâm đã tham mưu UBND xã ban hành Quyết định số 77/QĐ-UBND ngày {@answer}."
    )
    draft.section("VỀ KẾT QUẢ CỤ THỂ", 0)
    draft.section("Việc tiếp nhận hồ sơ")
    with draft.together():
        draft.add(
            "Tại Trung tâm, {period} đã thụ lý {total} hồ sơ; bao gồm {carried} hồ sơ tồn từ kỳ trước và {new} hồ sơ mới phát sinh trong kỳ."
        )
    with draft.together():
        draft.add("Về hình thức nộp, trong {new} hồ sơ mới phát sinh có {online} hồ sơ nộp qua mạng, bằng {%online/new}; số nộp trực tiếp là {direct} hồ sơ "
                  "và {postal} hồ sơ qua bưu điện.")  # fmt: skip
    draft.section("Việc giải quyết hồ sơ")
    with draft.together():
        draft.add("Đã trả kết quả cho người dân, doanh nghiệp {closed} hồ sơ. Trong số này, trả sớm hạn {early} hồ sơ, đúng hạn {on_time} hồ sơ, chậm hạn {late} hồ sơ; "
                  "không đủ điều kiện {refused} hồ sơ; xin rút {withdrawn} hồ sơ.")  # fmt: skip
    with draft.together():
        draft.add("Còn {open} hồ sơ đang thụ lý, chuyển kỳ sau giải quyết tiếp, gồm {in_term} hồ sơ còn hạn, {overdue} hồ sơ đã quá hạn, {supplement} hồ sơ chờ bổ sung, "
                  "{paused} hồ sơ tạm dừng.")  # fmt: skip
    draft.section("Việc số hóa và thanh toán")
    draft.add(
        "Số hóa {digitised}/{total} hồ sơ, tương đương {%digitised/total}. Thanh toán trực tuyến {paid} trên tổng số {fees} hồ sơ có phí, bằng {%paid/fees}."
    )
    draft.section("Việc tiếp nhận ý kiến của người dân")
    with draft.together():
        draft.add(
            "Có {votes} ý kiến đánh giá, gồm {very} ý kiến rất hài lòng, {good} ý kiến hài lòng và {middling} ý kiến bình thường."
        )
    draft.section("NHẬN XÉT", 0)
    draft.add(
        "Với {closed} hồ sơ được trả, trong đó chậm hạn {late} hồ sơ, Trung tâm cơ bản hoàn thành nhiệm vụ {period}."
    )
    draft.section("CÔNG VIỆC TRỌNG TÂM KỲ TIẾP THEO", 0)
    draft.add("Phấn đấu đưa tỷ lệ trực tuyến lên 99%; không để quá 05 hồ sơ chậm hạn./.", "end")
    return draft


def fields_table(seed: int) -> Draft:
    """A table of fields in the midst of the text with its shares, and sentences that tell its totals."""
    draft = Draft(facts(seed, waiting=False), digits=1, none="0")
    _head(draft, "Kết quả giải quyết hồ sơ theo lĩnh vực {period}", str(21 + seed))
    draft.add("Kỳ báo cáo: {range}.", "text")
    draft.section("Số liệu chung", 0)
    with draft.together():
        draft.add(
            "1. Hồ sơ tiếp nhận mới: {new} (trực tuyến {online}, trực tiếp {direct}, bưu chính {postal})."
        )
    with draft.together():
        draft.add("2. Hồ sơ đã giải quyết: {closed}, trong đó sớm và đúng hạn {in_time}, quá hạn {late}.")
    with draft.together():
        draft.add("3. Hồ sơ đang giải quyết: {open}, trong đó trong hạn {in_term}, quá hạn {overdue}.")
    draft.section("Theo lĩnh vực", 0)
    draft.add("Số hồ sơ tiếp nhận mới của từng lĩnh vực như sau:")
    rows = [
        [str(n), name, f"{{field:{name}}}", f"{{%field:{name}/new}}"]
        for n, name in enumerate(draft.facts.fields, start=1)
    ]
    draft.table([[("STT", 1, 1), ("Lĩnh vực", 1, 1), ("Số hồ sơ tiếp nhận mới", 1, 1), ("Tỷ lệ", 1, 1)]],
                [*rows, ["", "Tổng", "{new}", "100%"]])  # fmt: skip
    first = next(iter(draft.facts.fields))
    draft.add(f"Lĩnh vực {first} nhiều nhất với {{field:{first}}} hồ sơ tiếp nhận mới.")
    draft.section("Nhận xét", 0)
    draft.add("Tổng số hồ sơ tiếp nhận mới là {new} hồ sơ; đã giải quyết {closed} hồ sơ./.", "end")
    return draft


def bulleted(seed: int) -> Draft:
    """Every figure its own bullet with an equals sign or a dash, shares behind a slash, units left out."""
    draft = Draft(facts(seed, waiting=False), dots=True, pad=False, digits=1)
    _head(draft, "Tình hình, kết quả giải quyết TTHC {period}", str(33 + seed))
    draft.section("TIẾP NHẬN", 0)
    with draft.together():
        draft.add("* Tổng hồ sơ phải giải quyết = {total} hồ sơ, gồm:", "item")
        draft.add("+ Kỳ trước chuyển qua = {carried} hồ sơ", "subitem")
        draft.add("+ Mới tiếp nhận = {new} hồ sơ", "subitem")
    draft.section("KẾT QUẢ", 0)
    with draft.together():
        draft.add("* Đã giải quyết = {closed} hồ sơ, gồm:", "item")
        draft.add("+ Trước hạn = {early} hồ sơ", "subitem")
        draft.add("+ Đúng hạn = {on_time} hồ sơ", "subitem")
        draft.add("+ Quá hạn = {late} hồ sơ", "subitem")
    with draft.together():
        draft.add("* Đang giải quyết = {open} hồ sơ, gồm:", "item")
        draft.add("+ Trong hạn = {in_term} hồ sơ", "subitem")
        draft.add("+ Quá hạn = {overdue} hồ sơ", "subitem")
    draft.add("* Tỷ lệ trước và đúng hạn = {%in_time/closed}", "item")
    draft.section("DỊCH VỤ CÔNG TRỰC TUYẾN", 0)
    with draft.together():
        draft.add(
            "* Số TTHC cung cấp trực tuyến = {tthc_online} TTHC (toàn trình = {tthc_full}, một phần = {tthc_partial})",
            "item",
        )
    draft.add("* Tỷ lệ hồ sơ trực tuyến = {%online/new} ({online}/{new})", "item")
    draft.section("TỒN TẠI", 0)
    draft.add("* Còn {overdue} hồ sơ đang giải quyết bị quá hạn", "item")
    draft.section("KIẾN NGHỊ", 0)
    draft.add("* Cấp 02 máy quét./.", "end")
    return draft


def official(seed: int) -> Draft:
    """The outline of the ministry's form with its long headings, many «không phát sinh», comparison in brackets."""
    draft = Draft(facts(seed, waiting=False), digits=2, pad=True, none="Không phát sinh")
    word = "tăng" if draft.facts.values["new"] >= draft.facts.values["before"] else "giảm"
    _head(
        draft,
        "Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa, một cửa liên thông và thực hiện thủ tục hành chính trên môi trường điện tử {period}",
        str(5 + seed),
    )
    draft.section("TÌNH HÌNH, KẾT QUẢ CÔNG TÁC KIỂM SOÁT TTHC, TRIỂN KHAI CƠ CHẾ MỘT CỬA", 0)
    draft.section("Đánh giá tác động quy định TTHC")
    draft.add("Không phát sinh.")
    draft.section("Công bố, công khai TTHC")
    with draft.together():
        draft.add(
            "Tổng số TTHC được công khai là {tthc} TTHC, bao gồm: {tthc_full} TTHC toàn trình, {tthc_partial} TTHC một phần, còn lại {tthc_told} TTHC cung cấp thông tin."
        )
    draft.section("Tiếp nhận, xử lý phản ánh, kiến nghị về quy định TTHC")
    with draft.together():
        draft.add(
            "Trong kỳ tiếp nhận {pakn} phản ánh, kiến nghị (mới tiếp nhận {pakn_new}, kỳ trước chuyển qua {pakn_carried}); đã xử lý {pakn_done}, đang xử lý {pakn_pending}."
        )
    draft.section("Tình hình, kết quả giải quyết TTHC")
    draft.add(
        f"Số hồ sơ tiếp nhận mới trong kỳ: {{new}} hồ sơ ({word} {{change}} hồ sơ so với cùng kỳ năm trước là {{before}} hồ sơ)."
    )
    with draft.together():
        draft.add(
            "Số hồ sơ đã giải quyết: {closed}; trong đó, giải quyết trước hạn là {early}, đúng hạn là {on_time}, quá hạn là {late}."
        )
    with draft.together():
        draft.add("Số hồ sơ đang giải quyết: {open}; trong đó, trong hạn là {in_term}, quá hạn là {overdue}.")
    draft.section("Triển khai cơ chế một cửa, một cửa liên thông")
    draft.add(
        "Thực hiện Công văn số 301/UBND-NC ngày {@asked} của UBND tỉnh, UBND xã đã ban hành Thông báo số 44/TB-UBND ngày {@notice} về phân công nhiệm vụ."
    )
    draft.section("Thực hiện TTHC trên môi trường điện tử")
    draft.add(
        "Hồ sơ trực tuyến là {online} hồ sơ trên tổng số {new} hồ sơ tiếp nhận mới, đạt tỷ lệ {%online/new}."
    )
    draft.section("ĐÁNH GIÁ CHUNG", 0)
    draft.add(
        "Trong {period}, công tác giải quyết TTHC có chuyển biến, đã giải quyết {closed} hồ sơ, tiếp nhận mới {new} hồ sơ."
    )
    draft.section("PHƯƠNG HƯỚNG, NHIỆM VỤ", 0)
    draft.add("Trên đây là báo cáo {period} của UBND xã./.", "end")
    return draft


LAST: dict[str, Callable[[int], Draft]] = {
    "speech": speech, "fields_table": fields_table, "bulleted": bulleted, "official": official,
}  # fmt: skip
