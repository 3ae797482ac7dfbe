"""Writing a version: kept as it is typed, submitted without problems, released by a second person only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.catalogue.models import Unit
from motcua.people.models import User
from motcua.rules.workflow import Code
from motcua.workflow import drafts
from motcua.workflow.defaults import SHIPPED
from motcua.workflow.drafts import ChangedMeanwhile, DraftRefused
from motcua.workflow.models import WorkflowVersion
from motcua.workflow.reading import read_text
from motcua.workflow.released import released

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 26)
NOW = 1_795_000_000_000
STATUS = WorkflowVersion.Status


@pytest.fixture
def draft(sample: Unit, writer: User) -> WorkflowVersion:
    """A draft of the unit, copied from the common one-stop workflow."""
    return drafts.new_version(sample, "one-stop", released("one-stop", TODAY).id, writer, NOW)


def test_a_new_version_is_a_copy_with_its_comments(draft: WorkflowVersion) -> None:
    assert (draft.number, draft.status, draft.text) == (1, STATUS.DRAFT, SHIPPED[0].text)


def test_there_is_one_open_draft(sample: Unit, draft: WorkflowVersion, approver: User) -> None:
    origin = released("one-stop", TODAY).id

    assert drafts.new_version(sample, "one-stop", origin, approver, NOW + 5) == draft
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkflowVersion.objects.create(unit=sample, key="one-stop", number=9, made_at=0, changed_at=0)


def test_a_draft_is_kept_as_it_is_typed(draft: WorkflowVersion, writer: User) -> None:
    before = draft.body
    drafts.save(draft, "steps: [", "đang dở", writer, NOW, NOW + 1)

    kept = WorkflowVersion.objects.get(pk=draft.pk)
    assert (kept.text, kept.notes, kept.body) == ("steps: [", "đang dở", before)


def test_what_somebody_else_saved_is_not_written_over(
    draft: WorkflowVersion, writer: User, approver: User
) -> None:
    drafts.save(WorkflowVersion.objects.get(pk=draft.pk), "a: 1", "", approver, NOW, NOW + 1)

    with pytest.raises(ChangedMeanwhile):
        drafts.save(draft, "b: 1", "", writer, NOW, NOW + 2)
    assert WorkflowVersion.objects.get(pk=draft.pk).text == "a: 1"


def test_two_savings_in_one_millisecond_are_two(draft: WorkflowVersion, writer: User) -> None:
    drafts.save(draft, "a: 1", "", writer, NOW, NOW)

    assert draft.changed_at == NOW + 1


@pytest.mark.parametrize("text", ["steps: [", SHIPPED[0].text.replace("role: head", "role: boss")])
def test_what_has_problems_is_not_submitted(draft: WorkflowVersion, writer: User, text: str) -> None:
    drafts.save(draft, text, "", writer, NOW, NOW + 1)

    with pytest.raises(DraftRefused, match="còn lỗi"):
        drafts.submit(draft, writer, draft.changed_at, NOW + 2)
    assert WorkflowVersion.objects.get(pk=draft.pk).status == STATUS.DRAFT


def test_the_key_in_the_text_is_that_of_the_version(draft: WorkflowVersion) -> None:
    found = drafts.reading_of(draft, draft.text.replace("workflow: one-stop", "workflow: two-stop"))

    assert [(one.code, found.line(one)) for one in found.problems] == [(Code.WRONG_KEY, 2)]


def test_release_by_whoever_wrote_any_of_it_is_refused(
    draft: WorkflowVersion, writer: User, approver: User
) -> None:
    drafts.save(draft, draft.text, "", approver, draft.changed_at, NOW + 1)
    drafts.submit(draft, writer, draft.changed_at, NOW + 2)

    for person in (writer, approver):
        with pytest.raises(DraftRefused, match="người khác"):
            drafts.release(draft, TODAY, person, TODAY, NOW + 3)
    assert WorkflowVersion.objects.get(pk=draft.pk).status == STATUS.CHECKED


def test_release_without_submission_is_refused(draft: WorkflowVersion, approver: User) -> None:
    with pytest.raises(DraftRefused, match="chưa được trình"):
        drafts.release(draft, TODAY, approver, TODAY, NOW + 1)


def test_release_into_the_past_is_refused(draft: WorkflowVersion, writer: User, approver: User) -> None:
    drafts.submit(draft, writer, NOW, NOW + 1)

    with pytest.raises(DraftRefused, match="trước hôm nay"):
        drafts.release(draft, TODAY - timedelta(1), approver, TODAY, NOW + 2)


def test_a_change_takes_the_submission_back(draft: WorkflowVersion, writer: User, approver: User) -> None:
    drafts.submit(draft, writer, NOW, NOW + 1)
    opened = WorkflowVersion.objects.get(pk=draft.pk)
    drafts.save(draft, draft.text + "# thêm\n", "", writer, draft.changed_at, NOW + 2)

    with pytest.raises(ChangedMeanwhile):
        drafts.release(opened, TODAY, approver, TODAY, NOW + 3)
    assert WorkflowVersion.objects.get(pk=draft.pk).status == STATUS.DRAFT


def test_a_second_person_releases(draft: WorkflowVersion, writer: User, approver: User) -> None:
    drafts.submit(draft, writer, NOW, NOW + 1)
    drafts.release(draft, TODAY, approver, TODAY, NOW + 2)

    kept = WorkflowVersion.objects.get(pk=draft.pk)
    assert (kept.status, kept.since, kept.released_by, kept.released_at) == (
        STATUS.RELEASED, TODAY, approver, NOW + 2,
    )  # fmt: skip
    assert kept.checked_by == writer


def test_the_next_version_has_the_next_number(
    sample: Unit, draft: WorkflowVersion, writer: User, approver: User
) -> None:
    drafts.submit(draft, writer, NOW, NOW + 1)
    drafts.release(draft, TODAY, approver, TODAY, NOW + 2)

    assert drafts.new_version(sample, "one-stop", draft.pk, writer, NOW + 3).number == 2


def test_a_workflow_of_the_unit_is_made_from_another(sample: Unit, writer: User) -> None:
    origin = released("simple", TODAY).id
    made = drafts.new_workflow(sample, "chung-thuc", " Chứng thực ", origin, writer, NOW)

    reading = read_text(made.text)
    assert reading.problems == ()
    assert reading.workflow is not None
    assert (reading.workflow.key, reading.workflow.name) == ("chung-thuc", "Chứng thực")


@pytest.mark.parametrize(
    ("key", "name", "why"),
    [
        ("Chứng thực", "Chứng thực", "chữ thường"),
        ("chung-thuc-", "Chứng thực", "chữ thường"),
        ("c" * 61, "Chứng thực", "chữ thường"),
        ("chung-thuc", "  ", "tên quy trình"),
        ("one-stop", "Một cửa", "đã có"),
    ],
)
def test_a_key_that_cannot_be_is_refused(
    sample: Unit, writer: User, draft: WorkflowVersion, key: str, name: str, why: str
) -> None:
    with pytest.raises(DraftRefused, match=why):
        drafts.new_workflow(sample, key, name, released("simple", TODAY).id, writer, NOW)


def test_a_draft_is_thrown_away(draft: WorkflowVersion, writer: User) -> None:
    drafts.discard(draft, writer, NOW + 1)

    assert not WorkflowVersion.objects.filter(unit__isnull=False).exists()
