"""Versions of texts: the unit's own, that of the unit above, the shipped one."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.catalogue.models import Unit, UnitParent
from motcua.notices import templates, texts
from motcua.notices.events import Variant, event_named
from motcua.notices.models import NoticeTemplate
from motcua.notices.templates import ChangedMeanwhile, in_force, kept, save, versions_of, withdraw
from motcua.notices.texts import BadText, Text
from motcua.people.models import User
from tests.notices.conftest import NOW

EVENT = event_named("accepted")
SHORT = Variant.SHORT


def own(unit: Unit, text: str, after: int, by: User, now: int = NOW) -> NoticeTemplate:
    return save(unit.pk, EVENT, SHORT, "", text, after, by.pk, now)


def test_the_shipped_text_is_kept_once(sample: Unit) -> None:
    first = in_force(sample.pk, "accepted", SHORT, NOW)

    assert first.unit is None
    assert in_force(sample.pk, "accepted", SHORT, NOW + 1) == first
    assert NoticeTemplate.objects.count() == 1


def test_a_new_release_makes_a_new_version_and_keeps_the_old_one(
    sample: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept("accepted", SHORT, NOW)
    monkeypatch.setattr(templates, "shipped", lambda *_: Text("", "Khác {code}"))
    second = kept("accepted", SHORT, NOW)

    assert (first.number, second.number) == (1, 2)
    assert NoticeTemplate.objects.get(pk=first.pk).text == texts.shipped("accepted", SHORT).text
    monkeypatch.undo()
    # a process of the release before goes on with its own words, without a third version
    assert kept("accepted", SHORT, NOW) == first


def test_a_unit_s_own_text_goes_before_that_of_the_unit_above(sample: Unit, officer: User) -> None:
    above = Unit.objects.get(kind=Unit.Kind.PROVINCE, province=sample.province)
    province = own(above, "Tỉnh: {code}", 0, officer)
    assert in_force(sample.pk, "accepted", SHORT, NOW) == province

    commune = own(sample, "Xã: {code}", 0, officer)
    assert in_force(sample.pk, "accepted", SHORT, NOW) == commune
    assert in_force(above.pk, "accepted", SHORT, NOW) == province
    assert in_force(sample.pk, "refused", SHORT, NOW).unit is None

    withdraw(sample.pk, EVENT, SHORT, 1, officer.pk, NOW)
    assert in_force(sample.pk, "accepted", SHORT, NOW) == province
    assert [one.number for one in versions_of(sample.pk, "accepted", SHORT)] == [2, 1]


def test_a_unit_that_moves_takes_the_text_of_its_new_parent(sample: Unit, officer: User) -> None:
    other = Unit.objects.filter(kind=Unit.Kind.PROVINCE).exclude(province=sample.province)[0]
    text = own(other, "Nơi mới: {code}", 0, officer)
    UnitParent.objects.create(unit=sample, parent=other, since=date(2026, 6, 16))

    assert in_force(sample.pk, "accepted", SHORT, NOW).unit is None
    assert in_force(sample.pk, "accepted", SHORT, NOW + 86_400_000) == text


def test_two_people_do_not_overwrite_each_other(sample: Unit, officer: User) -> None:
    own(sample, "Một: {code}", 0, officer)
    with pytest.raises(ChangedMeanwhile):
        own(sample, "Hai: {code}", 0, officer)
    assert own(sample, "Hai: {code}", 1, officer).number == 2


def test_a_wrong_text_is_not_saved(sample: Unit, officer: User) -> None:
    with pytest.raises(BadText, match="Nội dung: Dòng 1, ký tự 8"):
        own(sample, "Hồ sơ: {kode}", 0, officer)
    assert not NoticeTemplate.objects.exists()
