"""What only a browser can tell: accessible, nothing wider than the screen, no errors, keys that work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from motcua.boards.clock import today
from motcua.catalogue.models import Procedure, Unit
from motcua.catalogue.units import add_unit
from motcua.closing.acts import close
from motcua.closing.models import Closing
from motcua.dossiers.models import Dossier
from motcua.hub.models import QuarantinedRow
from motcua.hub.run import import_files
from motcua.people.models import Role, User
from motcua.rules.periods import parse
from motcua.workflow.released import released
from tests.conftest import exports, make_unit
from tests.looks import LOOKS
from tests.pages.cast import Cast, gather
from tests.pages.conftest import LEARNED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PERIOD = "2026-04-15..2026-05-14"
SIZES = {"desk": (1366, 768), "phone": (390, 844)}


@pytest.fixture
def stage(transactional_db: None, reference_data: None) -> Cast:
    """The filled cast, committed so that the server's thread sees it."""
    here = make_unit("mau-thu")
    there = add_unit("H24.98", "Đơn vị láng giềng", "Hải Phòng")
    cast = gather(here, there, Unit.objects.get(kind=Unit.Kind.PROVINCE, province=here.province))
    import_files(here, exports("mau-thu"), LEARNED)
    close(here, parse(PERIOD), cast.of_here[Role.CONTROL], LEARNED + 1)
    return cast


def _addresses(cast: Cast) -> list[str]:
    unit, period = cast.here.pk, f"period={PERIOD}"
    dossier = Dossier.objects.filter(unit=unit)[0].pk
    row = QuarantinedRow.objects.filter(unit=unit)[0].pk
    return [
        f"{reverse('statement', args=[unit])}?{period}",
        f"{reverse('statement', args=[unit])}?{period}&layout=official&by=system",
        f"{reverse('statement', args=[cast.here.pk])}?period=2020-Q1",
        reverse("dossiers", args=[unit]),
        f"{reverse('dossiers', args=[unit])}?measure=late&{period}",
        reverse("dossiers-one", args=[unit, dossier]),
        f"{reverse('dossiers-register', args=[unit])}?first=2026-04-01&last=2026-04-30",
        reverse("import", args=[unit]),
        reverse("quarantine", args=[unit]),
        reverse("quarantine-row", args=[unit, row]),
        f"{reverse('reports', args=[unit])}?{period}",
        f"{reverse('reports', args=[unit])}?{period}&show=unit",
        f"{reverse('reports', args=[unit])}?{period}&show=text",
        f"{reverse('reports-superior', args=[unit])}?{period}",
        reverse("reports-superior-new", args=[unit]),
        f"{reverse('template', args=[unit])}?{period}",
        f"{reverse('index', args=[unit])}?{period}",
        f"{reverse('index-published', args=[unit])}?{period}",
        reverse("closing", args=[unit]),
        reverse("closing-one", args=[unit, Closing.objects.get(unit=unit).pk]),
        reverse("workflow", args=[unit]),
        reverse("workflow-one", args=[unit, released("one-stop", today()).id]),
        reverse("notices", args=[unit]),
        reverse("notices-groups", args=[unit]),
        reverse("catalogue", args=[unit]),
        f"{reverse('catalogue', args=[unit])}?q=dkks&show=own",
        reverse("catalogue-one", args=[unit, Procedure.objects.get(code="1.001193").pk]),
        reverse("catalogue-figures", args=[unit]),
        f"{reverse('catalogue-names', args=[unit])}?kind=agency",
        f"{reverse('calendar', args=[unit])}?year=2026",
        reverse("bell"),
        reverse("units"),
        reverse("password"),
        reverse("keys"),
        "/khong-co-gi",
    ]


def _open(browser: Browser, server: LiveServer, user: User | None, size: str, scheme: str = "light") -> Page:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    if user is not None:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies["sessionid"]
        context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": server.url}])
    return context.new_page()


def _problems(page: Page) -> Iterator[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    for violation in found["violations"]:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {node['html'][:160]}"


def _managed(cast: Cast) -> list[str]:
    """What only an administrator opens."""
    unit, clerk = cast.here.pk, cast.of_here[Role.CLERK].pk
    return [
        reverse("audit", args=[unit]),
        reverse("board-wall-links", args=[unit]),
        *(reverse(name, args=[unit]) for name in ("people", "people-add", "people-departments")),
        *(reverse(name, args=[unit]) for name in ("people-delegations", "people-signing")),
        *(reverse(name, args=[unit, clerk]) for name in ("people-one", "people-leave")),
        reverse("profile"),
    ]


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
@pytest.mark.parametrize(
    ("role", "addresses"), [(Role.CONTROL, _addresses), (Role.ADMIN, _managed)], ids=["control", "admin"]
)
def test_every_page_is_accessible_fits_and_breaks_nothing(
    browser: Browser,
    live_server: LiveServer,
    stage: Cast,
    size: str,
    scheme: str,
    role: Role,
    addresses: Callable[[Cast], list[str]],
) -> None:
    page = _open(browser, live_server, stage.of_here[role], size, scheme)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    wrong: dict[str, list[str]] = {}
    for address in addresses(stage):
        errors.clear()
        page.goto(live_server.url + address, wait_until="networkidle")
        told = [error for error in errors if "404" not in error]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            told.append("wider than the screen")
        told += _problems(page)
        if told:
            wrong[address] = told
    page.context.close()
    assert wrong == {}


def test_the_sign_in_page_is_accessible(browser: Browser, live_server: LiveServer) -> None:
    page = _open(browser, live_server, None, "phone")
    page.goto(live_server.url + reverse("sign-in"))
    assert list(_problems(page)) == []
    assert page.evaluate("document.activeElement.id") == "id_username"
    page.context.close()


def test_a_list_is_walked_with_keys(browser: Browser, live_server: LiveServer, stage: Cast) -> None:
    page = _open(browser, live_server, stage.of_here[Role.CONTROL], "desk")
    page.goto(f"{live_server.url}{reverse('dossiers', args=[stage.here.pk])}")
    codes = page.locator("td.code a").all_inner_texts()
    for key in "jjk":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.innerText") == codes[0]
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1.code")
    assert page.inner_text("h1.code") == codes[1]
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type(codes[2])
    page.wait_for_selector("#found a")
    assert codes[2] in page.inner_text("#found")
    page.context.close()


def test_the_open_section_is_in_sight_on_a_telephone(
    browser: Browser, live_server: LiveServer, stage: Cast
) -> None:
    page = _open(browser, live_server, stage.of_here[Role.CONTROL], "phone")
    page.goto(live_server.url + reverse("import", args=[stage.here.pk]))
    bar, section = page.locator(".sections-row"), page.locator(".sections-row [aria-current]")

    edges, place = bar.bounding_box(), section.bounding_box()

    assert edges is not None and place is not None
    assert edges["x"] <= place["x"] and place["x"] + place["width"] <= edges["x"] + edges["width"]
    page.context.close()


def test_plots_are_drawn_after_the_page_stands(
    browser: Browser, live_server: LiveServer, stage: Cast
) -> None:
    page = _open(browser, live_server, stage.of_here[Role.CONTROL], "desk")
    address = f"{reverse('statement', args=[stage.here.pk])}?period=2026-04-15..2026-05-14"
    page.goto(live_server.url + address, wait_until="networkidle")
    assert page.locator("[data-plot] canvas").count() == 2
    page.route("**/echarts.min.js", lambda route: route.abort())
    page.goto(live_server.url + address, wait_until="networkidle")
    assert page.locator("table.ledger tfoot").count() == 1
    page.context.close()


def test_a_section_is_kept_as_it_is_typed(browser: Browser, live_server: LiveServer, stage: Cast) -> None:
    page = _open(browser, live_server, stage.of_here[Role.CONTROL], "desk")
    address = f"{reverse('reports', args=[stage.here.pk])}?period=2026-04-15..2026-05-14&show=text"
    page.goto(live_server.url + address, wait_until="networkidle")
    page.fill("#text-chi-dao", "Ban hành Kế hoạch số 53/KH-UBND.")
    page.locator("#text-chi-dao").press("End")
    page.locator("#text-chi-dao").press_sequentially(" Đã họp.")
    page.locator(".text-blocks").get_by_text("Đã họp.").wait_for()
    assert "Đã lưu" in page.inner_text("#saved-chi-dao")
    page.reload()
    assert page.input_value("#text-chi-dao").endswith("Đã họp.")
    page.context.close()


def test_what_was_typed_survives_the_end_of_the_session(
    browser: Browser, live_server: LiveServer, stage: Cast
) -> None:
    page = _open(browser, live_server, stage.of_here[Role.CONTROL], "desk")
    address = f"{reverse('reports', args=[stage.here.pk])}?period=2026-04-15..2026-05-14&show=text"
    page.goto(live_server.url + address, wait_until="networkidle")
    page.context.clear_cookies()
    page.locator("#text-kien-nghi").press_sequentially("Không có.")
    page.wait_for_selector("#alarm:not([hidden])")
    assert page.input_value("#text-kien-nghi") == "Không có."
    assert page.evaluate("Object.values(localStorage)") == ["Không có."]
    page.context.close()
