"""What is wrong with a template, and what may be: each with the paragraph that it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from docx.oxml.ns import qn

from motcua.catalogue.fields import fold
from motcua.reports.outline import Heading, Outline
from motcua.reports.template.package import notes_part, parsed, stories
from motcua.reports.template.paragraphs import text_of
from motcua.reports.wording.grammar import Mark, canonical, marks, names, unbalanced

_SHOWN = 60
"""How many letters of a paragraph are quoted."""


@dataclass(frozen=True)
class Problem:
    """What is wrong: where (paragraph and its first words), what, and what to do."""

    where: str
    text: str


@dataclass(frozen=True)
class Checked:
    """What was found: `problems` keep a template from being used, `warnings` do not; `fields` are those it names."""

    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]
    fields: frozenset[str]


@dataclass(frozen=True)
class _Place:
    where: str
    text: str


def check(document: Any, known: Sequence[str], told: Outline) -> Checked:
    """Check a template against the fields there are and the outline that the law asks for."""
    places = list(_places(document))
    used = frozenset(name for place in places for mark in marks(place.text) for name in names(mark))
    problems = [problem for place in places for problem in _wrong(place, known)]
    warnings = [*_missing(places, used, told), *_formal(places, used), *_lost(document)]
    return Checked(tuple(problems), tuple(warnings), used)


def _places(document: Any) -> Iterator[_Place]:
    roots = list(stories(document))
    if (notes := notes_part(document)) is not None:
        roots.append(("chú thích", parsed(notes.blob)))
    for story, root in roots:
        for number, paragraph in enumerate(root.iter(qn("w:p")), start=1):
            text = text_of(paragraph)
            if text.strip():
                yield _Place(_named(story, number, text), text)


def _named(story: str, number: int, text: str) -> str:
    words = " ".join(text.split())
    quoted = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
    return f"Đoạn {number}{f' ({story})' if story else ''} “{quoted}”"


def _wrong(place: _Place, known: Sequence[str]) -> Iterator[Problem]:
    for mark in marks(place.text):
        yield from _unknown(place, mark, known)
    if unbalanced(place.text):
        yield Problem(
            place.where, "Ngoặc nhọn không đủ đôi: trường phải viết {{tên}}, mở và đóng trong cùng một đoạn."
        )


def _unknown(place: _Place, mark: Mark, known: Sequence[str]) -> Iterator[Problem]:
    for name in names(mark):
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.5)
            advice = f"Có phải là {{{{{near[0]}}}}}?" if near else "Xem danh sách trường ở trang này."
            yield Problem(place.where, f"Không có trường {{{{{name}}}}}. {advice}")


def _missing(places: Sequence[_Place], used: frozenset[str], told: Outline) -> Iterator[str]:
    """The parts of the outline of which the template has neither the title nor a field."""
    folded = "\n".join(fold(place.text) for place in places)
    found = [(part.title, section) for part in told.parts for section in part.sections if section.texts]
    gone = [section for title, section in found if not _there(section.title or title, section, folded, used)]
    titles = [
        _shown(section.title or title) for title, section in found if section in gone and section.statutory
    ]
    if titles:
        yield f"Không thấy mục mà chế độ báo cáo yêu cầu: {'; '.join(titles)}."
    for text in (text for _title, section in found if section not in gone for text in section.texts):
        if text.required and f"viet.{canonical(text.key)}" not in used:
            yield (
                f"Phần “{text.label}” người dùng viết cho từng kỳ không có chỗ: thêm {{{{viet.{canonical(text.key)}}}}} "
                "hoặc viết thẳng vào mẫu."
            )


def _there(title: str, section: Heading, folded: str, used: frozenset[str]) -> bool:
    return fold(title.split("{{")[0]) in folded or _speaks(section, used)


def _shown(title: str) -> str:
    bare = title.split("{{")[0].strip()
    return f"“{bare.capitalize() if bare.isupper() else bare}”"


def _speaks(section: Heading, used: frozenset[str]) -> bool:
    return any({f"viet.{canonical(text.key)}", f"muc.{canonical(text.key)}"} & used for text in section.texts)


_PARTS = {
    "Quốc hiệu": ("cong hoa xa hoi chu nghia viet nam", ()),
    "Tiêu ngữ": ("doc lap tu do hanh phuc", ()),
    "Số, ký hiệu": ("bc", ("bao_cao.so_ky_hieu", "bao_cao.so", "bao_cao.ky_hieu")),
    "Địa danh và ngày ban hành": ("ngay thang nam", ("bao_cao.dia_danh_va_ngay", "bao_cao.ngay")),
    "Tên loại văn bản": ("bao cao", ()),
    "Kỳ báo cáo": (
        "\0",
        ("ky.ten", "ky.ten_hoa", "ky.ten_va_ngay", "ky.trich_yeu", "ky.ngay", "ky.ngay_hoa"),
    ),
    "Nơi nhận": ("noi nhan", ("bao_cao.noi_nhan",)),
    "Chức vụ, họ tên người ký": ("chu tich", ("bao_cao.chuc_vu", "bao_cao.nguoi_ky")),
}
"""Components that Nghị định 30/2020/NĐ-CP, Điều 8 asks for: a text that tells of each, or fields that give it."""


def _formal(places: Sequence[_Place], used: frozenset[str]) -> Iterator[str]:
    folded = [fold(place.text) for place in places]
    gone = [
        part
        for part, (text, fields) in _PARTS.items()
        if not used & set(fields) and not any(text in one for one in folded)
    ]
    if gone:
        yield f"Không thấy thành phần thể thức: {'; '.join(gone)}."


def _lost(document: Any) -> Iterator[str]:
    """What the PDF does not keep, and what should have been settled before."""
    body = document.element.body
    if any(True for _ in body.iter(qn("w:ins"), qn("w:del"), qn("w:moveFrom"))):
        yield "Tệp còn vết sửa đổi chưa chấp nhận: chỗ thêm được tính, chỗ xóa không. Nên chấp nhận hết trong Word."
    if any(True for _ in body.iter(qn("w:drawing"), qn("w:pict"), qn("w:object"))):
        yield "Ảnh, khung chữ, hình vẽ có trong DOCX nhưng không có trong PDF."
    if any(cols.get(qn("w:num"), "1") not in ("0", "1") for cols in body.iter(qn("w:cols"))):
        yield "Chia cột có trong DOCX nhưng không có trong PDF."
