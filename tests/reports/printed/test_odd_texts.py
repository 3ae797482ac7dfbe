"""Whatever people type is printed as it is: signs of markup, control characters, endless words, many lines."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.reports.printed.clean import clean
from motcua.reports.printed.parties import Contact, Letterhead, Named, Paper, Party
from motcua.reports.printed.render import document_of
from motcua.reports.printed.slips import Receipt
from motcua.reports.printed.to_pdf import SOFT, soft
from motcua.rules.measures import Channel
from tests.reports.printed import cases
from tests.reports.printed.reading import HERE, both, docx_of, pdf_of, squeezed

# Signs that mean something to typst, YAML, XML, Word, templates or spreadsheets.
MARKUP = "#*_`$@<>&\\/=+-~[](){}|\"'%^!?.,:;"
VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
LETTERS = VIETNAMESE + VIETNAMESE.upper() + "bcghklmnpqrstvxBCGHKLMNPQRSTVX0123456789 \u00a0"
CONTROL = "\x00\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x85\u200b\u200f\u202e\u2066\ufeff\ufffe\ud800"

texts = st.text(st.sampled_from(MARKUP + LETTERS + CONTROL + "\t\n\r"), max_size=60)


def odd_receipt(text: str) -> Receipt:
    """A receipt with the text in every place that people fill in."""
    who = Party(f"A{text}", address=text, phone=text, email=text, id_number=text)
    return replace(
        cases.receipt(2), office=f"B{text}", submitter=who, procedure=Named(f"C{text}", text), request=text,
        owner=Party(f"D{text}", address=text), papers=(Paper(f"E{text}", originals=1, note=text),),
        result_place=text, fee_note=text, book=text, book_number=text, copy=text, receiver=text,
        contact=Contact(text, text, text), channel=Channel.POSTAL,
    )  # fmt: skip


@given(texts)
@settings(max_examples=40, deadline=None)
def test_odd_texts_are_printed_as_they_are(text: str) -> None:
    form, wanted = odd_receipt(text), squeezed(clean(text))

    in_docx, in_pdf = both(form)

    for letter in "ABCDE":
        assert squeezed(clean(letter + text)) in in_docx
    assert in_docx == in_pdf
    assert wanted == "" or in_docx.count(wanted) >= 15


@pytest.mark.parametrize(
    "text",
    [
        "#let x = 1; #panic(\"x\")", "*đậm* _nghiêng_ `mã` $x^2$ @nhãn <nhãn>", "= Đầu đề", "- mục", "+ mục", "/ từ: nghĩa",
        "a & b < c > d “e” 'f'", "</w:t></w:r><w:br/>", "&amp; &#169;", "{code} {{ x }} {% x %}", "**đậm**", "\\u{1F600} \\",
        "https://a.vn/x?y=1&z=2#w", "// ghi chú /* ghi chú */", "~ -- --- ...", "=1+1", "%PDF-1.7", "]]>",
    ],
)  # fmt: skip
def test_markup_is_no_markup(text: str) -> None:
    in_docx, in_pdf = both(odd_receipt(text))

    assert in_docx == in_pdf
    assert in_docx.count(squeezed(text)) >= 15


@given(st.text(max_size=80))
def test_cleaned_text_has_nothing_hidden(text: str) -> None:
    cleaned = clean(text)

    assert {unicodedata.category(one) for one in cleaned if one != "\n"}.isdisjoint(
        {"Cc", "Cf", "Cs", "Zl", "Zp"}
    )
    assert clean(cleaned) == cleaned
    assert "  " not in cleaned and "\n\n" not in cleaned and cleaned == cleaned.strip(" \n")


def test_what_cleaning_keeps_and_leaves_out() -> None:
    assert clean(" Nguyễn\tVăn  A\r\n\r\nthôn\x0b5 ") == "Nguyễn Văn A\nthôn\n5"
    assert clean("Nguye\u0302\u0303n") == "Nguyễn"
    assert clean("a\u202eb\u200bc\x00d") == "abcd"
    assert clean("a\u00a0b") == "a\u00a0b"


def test_lines_that_people_break_become_paragraphs() -> None:
    form = replace(cases.poor_refusal(), reasons=("Thiếu giấy tờ:\n- tờ khai\n- căn cước",))

    paragraphs = [paragraph.text for paragraph in docx_of(form).paragraphs]

    assert [line for line in paragraphs if line.startswith("- ")] == [
        "- Thiếu giấy tờ:",
        "- - tờ khai",
        "- - căn cước",
    ]


def test_endless_words_stay_on_the_paper() -> None:
    form = odd_receipt("Ư" * 400)
    head = Letterhead("Ư" * 90, "Ư" * 90, "Ư" * 90, cases.RICH_HEAD.day, 1, "Ư" * 90)
    for page in pdf_of(replace(form, head=head)).pages:
        right: list[float] = []
        page.extract_text(
            visitor_text=lambda text, _, tm, *__, right=right: right.append(tm[4]) if text.strip() else None
        )
        assert max(right) < 595 - 50
    in_docx, in_pdf = both(form)
    assert in_docx == in_pdf


@given(st.text(st.sampled_from("aÂ@./-_ "), max_size=100), st.floats(1, 40))
def test_places_to_break_change_nothing_else(text: str, room: float) -> None:
    broken = soft(text, room)

    assert broken.replace(SOFT, "") == text
    # At least 0.56 em a letter.
    assert all(len(piece) * 0.56 <= room for word in broken.split() for piece in word.split(SOFT))
    assert soft("Nghiêng", 6) == "Nghiêng"


def test_a_text_longer_than_a_page_goes_on_over_the_next() -> None:
    long = " ".join(f"dòng{n}" for n in range(2000))
    form = replace(
        cases.supplement(1), reasons=(long,), missing=(replace(cases.supplement(1).missing[0], note=long),)
    )

    in_docx, in_pdf = both(form)

    assert len(pdf_of(form).pages) > 5
    assert sorted(in_docx) == sorted(in_pdf)
    assert document_of(form, HERE).signed[0].name == "Phạm Thị Thu Hà"
