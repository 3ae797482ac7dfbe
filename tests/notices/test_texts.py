"""The shipped texts: every event has its own, all can be written, none says anything that is personal."""

from __future__ import annotations

import pytest

from motcua.notices.channels.sms.plugin import messages_in
from motcua.notices.events import EVENTS, Audience, Event, UnknownEvent, Variant, event_named
from motcua.notices.parameters import in_words
from motcua.notices.privacy import personal_value
from motcua.notices.texts import BadText, checked, compiled, read, shipped

CASES = [(event, variant) for event in EVENTS.values() for variant in event.variants]


def words(event: Event, *, full: bool) -> dict[str, str]:
    names = event.parameters if full else event.required
    return {name: in_words(event.parameters[name].kind, event.parameters[name].sample) for name in names}


@pytest.mark.parametrize(("event", "variant"), CASES, ids=lambda one: getattr(one, "name", one))
@pytest.mark.parametrize("full", [True, False])
def test_every_text_can_be_written_with_all_values_and_with_the_least(
    event: Event, variant: Variant, full: bool
) -> None:
    text = shipped(event.name, variant)
    said = compiled(text.text).render(words(event, full=full))

    assert bool(text.title) == (variant is Variant.LETTER)
    assert not {"{", "}", "[", "]"} & set(said)
    assert "  " not in said
    assert " ," not in said and " ." not in said
    assert personal_value(said) == []
    if event.about_dossier:
        assert "H24.99-260615-0008" in said or "H24.99-260615-0008" in compiled(text.title).render(
            words(event, full=full)
        )


def test_a_short_text_to_a_citizen_fits_two_messages_without_marks() -> None:
    for event in EVENTS.values():
        if event.audience is Audience.APPLICANT:
            said = compiled(shipped(event.name, Variant.SHORT).text).render(words(event, full=True))
            assert messages_in("x" * len(said)) <= 2, said


def test_no_short_text_names_the_procedure() -> None:
    assert [
        event.name for event in EVENTS.values() if "{procedure}" in shipped(event.name, Variant.SHORT).text
    ] == []


@pytest.mark.parametrize(
    ("variant", "title", "text", "part", "problem"),
    [
        (Variant.LETTER, "", "Hồ sơ {code}", "title", "phải có tiêu đề"),
        (Variant.LETTER, "a {x}", "b", "title", "không có tham số “x”"),
        (Variant.LETTER, "a", "b\nhạn {due}", "text", "Dòng 2, ký tự 5"),
        (Variant.SHORT, "", "  ", "text", "không được để trống"),
        (Variant.SHORT, "", "x" * 301, "text", "dài 301 ký tự, nhiều nhất 300"),
        (Variant.LINE, "", "a\nb", "text", "chỉ một dòng"),
    ],
)
def test_a_wrong_text_is_refused_with_its_part_and_place(
    variant: Variant, title: str, text: str, part: str, problem: str
) -> None:
    with pytest.raises(BadText, match=problem) as refused:
        checked(event_named("assigned"), variant, title, text)
    assert refused.value.part == part


def test_a_file_without_a_text_is_not_taken() -> None:
    with pytest.raises(LookupError):
        read({"accepted": {"letter": {"title": "a", "text": "b"}}})


def test_an_unknown_event_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownEvent, match=r"“x”.*accepted, completion_asked"):
        event_named("x")
