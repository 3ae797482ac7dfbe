"""Versions in force: the unit's own before the common one, the latest whose day has come, and nothing that changes."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.catalogue.models import Unit
from motcua.people.models import User
from motcua.rules.workflow import advance
from motcua.workflow import drafts
from motcua.workflow.defaults import SHIPPED, Shipped
from motcua.workflow.models import ReleasedForGood, WorkflowVersion
from motcua.workflow.reading import read_text
from motcua.workflow.released import UnknownWorkflow, by_id, load_defaults, released

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 26)
NOW = 1_795_000_000_000


def made(unit: Unit, writer: User, approver: User, since: date, text: str | None = None) -> WorkflowVersion:
    """A released version of the unit, made from the common one-stop workflow."""
    origin = released("one-stop", since, unit.pk).id
    version = drafts.new_version(unit, "one-stop", origin, writer, NOW)
    if text is not None:
        drafts.save(version, text, "", writer, version.changed_at, NOW + 1)
    drafts.submit(version, writer, version.changed_at, NOW + 2)
    drafts.release(version, since, approver, TODAY, NOW + 3)
    return version


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: one.key)
def test_what_comes_along_has_no_problems_and_is_found_at_first_use(one: Shipped) -> None:
    found = released(one.key, TODAY)

    assert read_text(one.text).problems == ()
    assert found.workflow.key == one.key
    assert by_id(found.id) is found.workflow


def test_the_defaults_are_added_once() -> None:
    load_defaults()
    load_defaults()

    assert WorkflowVersion.objects.count() == len(SHIPPED)


def test_a_key_that_nobody_has_is_told() -> None:
    with pytest.raises(UnknownWorkflow, match="chung-thuc"):
        released("chung-thuc", TODAY)
    with pytest.raises(UnknownWorkflow):
        by_id(0)


def test_the_units_own_goes_first_from_its_day_on(sample: Unit, writer: User, approver: User) -> None:
    common = released("one-stop", TODAY)
    own = made(sample, writer, approver, date(2026, 12, 1))

    assert released("one-stop", date(2026, 11, 30), sample.pk) == common
    assert released("one-stop", date(2026, 12, 1), sample.pk).id == own.pk
    assert released("one-stop", date(2026, 12, 1)) == common


def test_what_a_province_releases_holds_in_its_communes(sample: Unit, writer: User, approver: User) -> None:
    province = Unit.objects.get(kind=Unit.Kind.PROVINCE, province=sample.province)
    above = made(province, writer, approver, TODAY)

    assert released("one-stop", TODAY, sample.pk).id == above.pk
    own = made(sample, writer, approver, TODAY)
    assert released("one-stop", TODAY, sample.pk).id == own.pk
    assert released("one-stop", TODAY, province.pk).id == above.pk


def test_an_open_dossier_keeps_its_version(sample: Unit, writer: User, approver: User) -> None:
    kept = released("one-stop", TODAY, sample.pk).id
    text = SHIPPED[1].text.replace("workflow: simple", "workflow: one-stop")

    new = made(sample, writer, approver, TODAY, text).pk

    assert advance(by_id(kept), "receive", "accept", {}).step == "assign"
    assert advance(by_id(new), "receive", "accept", {}).step == "assess"
    assert released("one-stop", TODAY, sample.pk).id == new


def test_a_released_version_stays_as_it_is(sample: Unit, writer: User, approver: User) -> None:
    version = made(sample, writer, approver, TODAY)

    with pytest.raises(ReleasedForGood):
        drafts.save(version, "", "", writer, version.changed_at, NOW + 9)
    with pytest.raises(ReleasedForGood):
        version.save()
    with pytest.raises(ReleasedForGood):
        version.delete()
    with pytest.raises(ReleasedForGood):
        drafts.discard(version, writer, NOW + 9)
    assert WorkflowVersion.objects.get(pk=version.pk).text == version.text
