"""The pages of internal procedures: seen by whoever sees dossiers, written by one, released by another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from lxml import html

from motcua.boards.clock import today
from motcua.boards.workflow import words
from motcua.boards.workflow.problems import PROBLEMS
from motcua.people.models import Role, User
from motcua.rules.workflow import FACTS, Code, Event, StepKind
from motcua.rules.workflow.model import ROLES, FactKind
from motcua.workflow.defaults import SHIPPED
from motcua.workflow.models import WorkflowVersion
from motcua.workflow.released import released
from tests.pages.cast import Cast, person

SignIn = Callable[[User], Client]
BROKEN = SHIPPED[0].text.replace("role: leader", "role: boss")


@pytest.fixture
def second(cast: Cast) -> User:
    """Another administrator of the unit."""
    return person("admin-two", cast.here, Role.ADMIN, make_password(None))


@pytest.fixture
def draft(cast: Cast, sign_in: SignIn) -> WorkflowVersion:
    """A draft that the administrator has begun from the common one-stop workflow."""
    client = sign_in(cast.of_here[Role.ADMIN])
    client.post(reverse("workflow-copy", args=[cast.here.pk, released("one-stop", today()).id]))
    return WorkflowVersion.objects.get(unit=cast.here)


def text_of(answer: object) -> str:
    """The words of a page, with single blanks."""
    content = answer.content.decode()  # type: ignore[attr-defined]
    return " ".join(html.fromstring(content).text_content().split())


def save(
    client: Client, draft: WorkflowVersion, text: str, act: str = "save", seen: int | None = None
) -> int:
    """Post the editor's form; gives the status of the answer."""
    kept = WorkflowVersion.objects.get(pk=draft.pk)
    body = {"text": text, "notes": "", "act": act, "seen": kept.changed_at if seen is None else seen}
    return client.post(reverse("workflow-edit", args=[draft.unit_id, draft.pk]), body).status_code


def test_the_list_has_what_comes_along(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.of_here[Role.COUNTER]).get(reverse("workflow", args=[cast.here.pk]))

    assert all(
        name in text_of(page) for name in ("Một cửa", "Rút gọn", "Bốn tại chỗ", "Liên thông", "mọi đơn vị")
    )
    assert "Soạn bản mới" not in text_of(page)


def test_a_version_is_drawn_and_told(cast: Cast, sign_in: SignIn) -> None:
    version = released("one-stop", today()).id
    page = sign_in(cast.of_here[Role.SPECIALIST]).get(reverse("workflow-one", args=[cast.here.pk, version]))
    tree = html.fromstring(page.content)

    assert tree.xpath("count(//*[@role='img']//*[starts-with(@class, 'flow-step')])") == 8
    assert tree.xpath("count(//table[contains(@class, 'flow-steps')]/tbody/tr)") == 8
    assert "Lấy ý kiến → Lấy ý kiến cơ quan phối hợp" in text_of(page)
    assert "style=" not in page.content.decode()


@pytest.mark.parametrize(("asked", "shown"), [("10", 10), ("0", 1), ("999999", 5), ("9999", 250), ("năm", 5)])
def test_the_example_takes_any_number_of_days(cast: Cast, sign_in: SignIn, asked: str, shown: int) -> None:
    address = reverse("workflow-one", args=[cast.here.pk, released("simple", today()).id])
    page = sign_in(cast.of_here[Role.HEAD]).get(address, {"days": asked})

    assert html.fromstring(page.content).xpath("string(//input[@id='days']/@value)") == str(shown)


def test_checking_tells_problems_with_lines_and_keeps_nothing(
    cast: Cast, sign_in: SignIn, draft: WorkflowVersion
) -> None:
    client = sign_in(cast.of_here[Role.ADMIN])
    address = reverse("workflow-check", args=[cast.here.pk, draft.pk])
    answer = client.post(address, {"text": BROKEN})
    line = BROKEN[: BROKEN.index("role: boss")].count("\n") + 1

    assert f'data-line="{line}"' in answer.content.decode()
    assert "Bước này chưa có người làm (“boss”)" in text_of(answer)
    assert "flow-wrong" in answer.content.decode()
    assert "Không có lỗi" in text_of(client.post(address, {"text": draft.text}))
    assert "hiện ra khi nội dung đọc được" in text_of(client.post(address, {"text": "steps: ["}))
    assert WorkflowVersion.objects.get(pk=draft.pk).text == draft.text


def test_one_writes_and_another_releases(
    cast: Cast, sign_in: SignIn, draft: WorkflowVersion, second: User
) -> None:
    writer, other = sign_in(cast.of_here[Role.ADMIN]), sign_in(second)
    one = reverse("workflow-one", args=[cast.here.pk, draft.pk])
    release = reverse("workflow-release", args=[cast.here.pk, draft.pk])
    since = {"since": today().isoformat()}

    assert "chưa được trình" in text_of(other.get(one))
    assert other.post(release, since).status_code == 409
    assert save(writer, draft, draft.text, "submit") == 302
    assert "người khác phải phê duyệt" in text_of(writer.get(one))
    assert writer.post(release, since).status_code == 409
    assert other.post(release, {"since": "hôm nay"}).status_code == 409
    assert other.post(release, {"since": str(today() - timedelta(1))}).status_code == 409
    assert other.post(release, since).status_code == 302

    assert released("one-stop", today(), cast.here.pk).id == draft.pk
    assert released("one-stop", today(), cast.there.pk).id != draft.pk
    assert save(writer, draft, draft.text) == 404
    assert writer.post(reverse("workflow-discard", args=[cast.here.pk, draft.pk])).status_code == 404


def test_what_has_problems_is_kept_but_not_submitted(
    cast: Cast, sign_in: SignIn, draft: WorkflowVersion
) -> None:
    client = sign_in(cast.of_here[Role.ADMIN])

    assert save(client, draft, BROKEN, "submit") == 409
    kept = WorkflowVersion.objects.get(pk=draft.pk)
    assert (kept.text, kept.status) == (BROKEN, WorkflowVersion.Status.DRAFT)


def test_what_was_typed_over_somebody_elses_change_is_shown_again(
    cast: Cast, sign_in: SignIn, draft: WorkflowVersion, second: User
) -> None:
    assert save(sign_in(second), draft, draft.text + "# của người khác\n") == 302
    client = sign_in(cast.of_here[Role.ADMIN])
    body = {"text": "# của tôi\n" + draft.text, "notes": "", "act": "save", "seen": draft.changed_at}
    answer = client.post(reverse("workflow-edit", args=[cast.here.pk, draft.pk]), body)

    assert answer.status_code == 409
    assert "# của tôi" in answer.content.decode()
    assert "Người khác đã lưu" in text_of(answer)
    assert WorkflowVersion.objects.get(pk=draft.pk).text.endswith("# của người khác\n")


@pytest.mark.parametrize("seen", ["", "abc", "1" * 30])
def test_a_form_that_does_not_say_what_it_saw_writes_over_nothing(
    cast: Cast, sign_in: SignIn, draft: WorkflowVersion, seen: str
) -> None:
    client = sign_in(cast.of_here[Role.ADMIN])
    body = {"text": "", "act": "save", "seen": seen}

    assert client.post(reverse("workflow-edit", args=[cast.here.pk, draft.pk]), body).status_code == 409
    assert WorkflowVersion.objects.get(pk=draft.pk).text == draft.text


def test_differences_are_told_step_by_step(cast: Cast, sign_in: SignIn, draft: WorkflowVersion) -> None:
    client = sign_in(cast.of_here[Role.ADMIN])
    text = draft.text.replace("share: 50", "share: 40").replace(
        "share: 10\n    next:\n      accept", "share: 20\n    next:\n      accept"
    )
    assert save(client, draft, text) == 302
    common = released("one-stop", today()).id
    page = client.get(reverse("workflow-compare", args=[cast.here.pk, draft.pk, common]))
    cells = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in html.fromstring(page.content).xpath("//tbody/tr")
    ]  # fmt: skip

    assert cells == [
        ["Tiếp nhận, kiểm tra hồ sơ", "Thời gian", "10%", "20%"],
        ["Thẩm định, dự thảo kết quả", "Thời gian", "50%", "40%"],
    ]
    same = client.get(reverse("workflow-compare", args=[cast.here.pk, common, common]))
    assert "Hai bản giống nhau" in text_of(same)


def test_a_version_that_cannot_be_read_is_not_compared(
    cast: Cast, sign_in: SignIn, draft: WorkflowVersion
) -> None:
    client = sign_in(cast.of_here[Role.ADMIN])
    assert save(client, draft, "steps: [") == 302
    common = released("one-stop", today()).id
    page = client.get(reverse("workflow-compare", args=[cast.here.pk, draft.pk, common]))

    assert "chưa đọc được" in text_of(page)
    assert client.get(reverse("workflow-one", args=[cast.here.pk, draft.pk])).status_code == 200


def test_a_workflow_of_the_unit_is_begun(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.of_here[Role.ADMIN])
    address, origin = reverse("workflow-new", args=[cast.here.pk]), released("simple", today()).id
    refused = client.post(address, {"origin": origin, "key": "Chứng thực", "name": "Chứng thực"})

    assert refused.status_code == 422
    assert "Ký hiệu chỉ gồm" in text_of(refused)
    assert client.post(address, {"origin": "", "key": "a", "name": "A"}).status_code == 404
    assert (
        client.post(address, {"origin": origin, "key": "chung-thuc", "name": "Chứng thực"}).status_code == 302
    )
    made = WorkflowVersion.objects.get(unit=cast.here, key="chung-thuc")
    assert made.editors.get() == cast.of_here[Role.ADMIN]


def test_drafts_stay_in_their_unit(cast: Cast, sign_in: SignIn, draft: WorkflowVersion) -> None:
    there, above = sign_in(cast.of_there[Role.ADMIN]), sign_in(cast.of_above[Role.ADMIN])

    assert there.get(reverse("workflow-one", args=[cast.there.pk, draft.pk])).status_code == 404
    assert there.get(reverse("workflow-edit", args=[cast.there.pk, draft.pk])).status_code == 404
    assert there.post(reverse("workflow-copy", args=[cast.there.pk, draft.pk])).status_code == 404
    # the province administers its communes, at the commune's address
    assert above.get(reverse("workflow-edit", args=[cast.here.pk, draft.pk])).status_code == 200
    assert above.get(reverse("workflow-edit", args=[cast.above.pk, draft.pk])).status_code == 404


def test_what_comes_along_is_not_edited(cast: Cast, sign_in: SignIn) -> None:
    client, common = sign_in(cast.of_here[Role.ADMIN]), released("simple", today()).id

    for name in ("workflow-edit", "workflow-check", "workflow-release", "workflow-discard"):
        assert client.post(reverse(name, args=[cast.here.pk, common])).status_code == 404, name


def test_a_draft_is_thrown_away(cast: Cast, sign_in: SignIn, draft: WorkflowVersion) -> None:
    client = sign_in(cast.of_here[Role.ADMIN])

    assert client.post(reverse("workflow-discard", args=[cast.here.pk, draft.pk])).status_code == 302
    assert not WorkflowVersion.objects.filter(pk=draft.pk).exists()


def test_every_part_of_a_workflow_has_its_words() -> None:
    assert set(PROBLEMS) == set(Code)
    assert set(words.EVENTS) == set(Event)
    assert set(words.KINDS) == set(StepKind)
    assert set(words.ACTORS) == set(ROLES)
    assert set(words.FACTS) == set(FACTS)
    choices = {fact.name: set(fact.choices) for fact in FACTS.values() if fact.kind is FactKind.CHOICE}
    assert {name: set(values) for name, values in words.VALUES.items()} == choices
