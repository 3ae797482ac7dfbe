"""The editor of a workflow in a browser: checked while one types, lines found, accessible in both themes and sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from motcua.boards.clock import now, today
from motcua.people.models import Role
from motcua.workflow import drafts
from motcua.workflow.models import WorkflowVersion
from motcua.workflow.released import released
from tests.looks import LOOKS
from tests.pages import test_browser
from tests.pages.cast import Cast, person

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.django_db(transaction=True)

stage = test_browser.stage


@pytest.fixture
def draft(stage: Cast) -> WorkflowVersion:
    """A draft of the unit's administrator."""
    common = released("one-stop", today()).id
    return drafts.new_version(stage.here, "one-stop", common, stage.of_here[Role.ADMIN], now())


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_pages_of_a_writer_are_accessible_and_fit(
    browser: Browser, live_server: LiveServer, stage: Cast, draft: WorkflowVersion, size: str, scheme: str
) -> None:
    unit, common = stage.here.pk, released("one-stop", today()).id
    drafts.save(
        draft,
        draft.text.replace("share: 50", "share: 40"),
        "",
        stage.of_here[Role.ADMIN],
        draft.changed_at,
        now(),
    )
    page = test_browser._open(browser, live_server, stage.of_here[Role.ADMIN], size, scheme)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    wrong: dict[str, list[str]] = {}
    for name, keys in (
        ("workflow", []),
        ("workflow-one", [draft.pk]),
        ("workflow-edit", [draft.pk]),
        ("workflow-compare", [draft.pk, common]),
    ):
        errors.clear()
        page.goto(live_server.url + reverse(name, args=[unit, *keys]), wait_until="networkidle")
        told = [*errors, *test_browser._problems(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            told.append("wider than the screen")
        if told:
            wrong[name] = told
    page.context.close()
    assert wrong == {}


def test_a_text_is_checked_while_it_is_typed_and_a_problem_leads_to_its_line(
    browser: Browser, live_server: LiveServer, stage: Cast, draft: WorkflowVersion
) -> None:
    page = test_browser._open(browser, live_server, stage.of_here[Role.ADMIN], "desk")
    page.goto(
        live_server.url + reverse("workflow-edit", args=[stage.here.pk, draft.pk]), wait_until="networkidle"
    )
    assert page.locator(".flow-numbers span").count() == draft.text.count("\n") + 1
    page.fill("#text", draft.text.replace("role: leader", "role: boss"))
    problem = page.locator("#checked [data-line]").first
    problem.wait_for()
    line = int(problem.get_attribute("data-line") or 0)
    problem.click()
    chosen = page.evaluate("text.value.slice(text.selectionStart, text.selectionEnd)")
    assert (chosen.strip(), line) == (
        "role: boss",
        draft.text[: draft.text.index("role: leader")].count("\n") + 1,
    )
    assert page.locator(".flow-numbers .wrong").all_inner_texts() == [f"{line}\n"]
    assert page.locator(".flow-wrong").count() == 1
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert page.evaluate("text.value.slice(0, text.selectionStart).endsWith('boss\\n    ')")
    page.context.close()


def test_what_was_typed_is_there_after_a_reload_and_gone_when_it_is_saved(
    browser: Browser, live_server: LiveServer, stage: Cast, draft: WorkflowVersion
) -> None:
    page = test_browser._open(browser, live_server, stage.of_here[Role.ADMIN], "desk")
    address = live_server.url + reverse("workflow-edit", args=[stage.here.pk, draft.pk])
    page.goto(address, wait_until="networkidle")
    page.fill("#text", draft.text + "# thêm\n")
    page.reload(wait_until="networkidle")
    assert page.input_value("#text").endswith("# thêm\n")
    page.click("button[value=save]")
    page.wait_for_url("**/quy-trinh/*")
    page.goto(address, wait_until="networkidle")
    assert page.input_value("#text").endswith("# thêm\n")
    other = person("khac", stage.here, Role.ADMIN)
    kept = WorkflowVersion.objects.get(pk=draft.pk)
    drafts.save(kept, draft.text + "# của người khác\n", "", other, kept.changed_at, now())
    page.goto(address, wait_until="networkidle")
    assert page.input_value("#text").endswith("# của người khác\n")
    page.context.close()
