"""Tệp của cấp trên: brought, bound, filled; every figure opens its dossiers; nothing is filled at a wrong place."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from motcua.boards.superior import fills
from motcua.catalogue.models import Field
from motcua.closing.acts import close
from motcua.closing.models import Closing
from motcua.closing.report import report_data
from motcua.ledger.statement import statement
from motcua.people.models import AuditEntry, Role, User
from motcua.reports.models import SuperiorBinding, SuperiorFile, SuperiorFill, SuperiorVersion
from motcua.reports.render import render
from motcua.reports.superior.kept import filled as filled_file
from motcua.reports.superior.kept import in_use, opened
from motcua.reports.superior.spots import Spot
from motcua.rules.periods import parse
from tests.cli.running import Runner
from tests.pages.cast import Cast
from tests.pages.conftest import LEARNED
from tests.pages.superior import NAME, PERIOD, bound_file, kept_file, key_of
from tests.pages.test_browser import _open, _problems
from tests.reports.superior.builders import report, saved, workbook

SignIn = Callable[[User], Client]


@pytest.fixture
def writer(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.of_here[Role.CONTROL])


def spots_of(version: SuperiorVersion) -> list[Spot]:
    """The numbers of a version that hold something and are no days."""
    spots = opened(version).shown.spots.values()
    return [one for one in spots if one.text.strip() and one.style.kind != "date"]


def address(cast: Cast, name: str, *keys: object) -> str:
    return reverse(f"reports-superior-{name}", args=[cast.here.pk, *keys])


def bring(client: Client, to: str, name: str, content: bytes, **more: str) -> tuple[int, str]:
    """The status and the address or text of the answer to a file that was brought."""
    answer = client.post(to, {"file": SimpleUploadedFile(name, content), **more})
    return answer.status_code, answer.get("Location") or answer.content.decode()


def bind(client: Client, cast: Cast, file: int, key: str, **fields: object) -> int:
    return client.post(
        f"{address(cast, 'bind', file)}?at={key}", {"span": "period", "form": "file", **fields}
    ).status_code


def fill(client: Client, cast: Cast, file: int, period: str = PERIOD) -> SuperiorFill:
    client.post(address(cast, "fill", file), {"period": period})
    return SuperiorFill.objects.order_by("pk").last() or pytest.fail("nothing was filled")


def totals(cast: Cast, **only: int) -> dict[str, int]:
    made = statement([cast.here.pk], parse(PERIOD))
    return (made.only(**only) if only else made).totals(
        ("received", "received_online", "early", "on_time", "resolved", "open")
    )


def test_a_workbook_is_brought_bound_and_filled_and_figures_open_their_dossiers(
    writer: Client, filled: Cast
) -> None:
    status, place = bring(
        writer, address(filled, "new"), "bieu.xlsx", workbook(), title=NAME, period="2026-Q1"
    )
    file = int(place.rpartition("/")[2])
    assert status == 302
    version = in_use(SuperiorFile.objects.get(pk=file))
    field = Field.objects.get(name="Hộ tịch").pk
    wanted: list[tuple[str, dict[str, object], int]] = [
        ("1.568", {"counts": "received"}, totals(filled)["received"]),
        ("3", {"counts": "open", "field": field}, totals(filled, field=field)["open"]),
        (
            "22",
            {"counts": "received", "channel": 2, "level": 4},
            totals(filled, channel=2, level=4)["received"],
        ),
    ]
    for text, fields, _value in wanted:
        assert bind(writer, filled, file, key_of(version, text), **fields) == 302
    made = fill(writer, filled, file)
    assert [int(one["number"]) for one in made.figures] == [value for _text, _fields, value in wanted]
    assert all(value for _text, _fields, value in wanted)
    page = writer.get(address(filled, "filled", file, made.pk)).content.decode()
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]*/ho-so\?[^"]*)"', page)]
    counted = [
        f"{value} hồ sơ" in writer.get(link).content.decode()
        for link, (_t, _f, value) in zip(links, wanted, strict=True)
    ]
    assert counted == [True] * 3
    # What is bound to nothing is told, for it is still of the period before.
    free = len(spots_of(version)) - len(wanted)
    assert free > 0
    assert f"Còn {free} số chưa gắn" in page
    body = writer.get(address(filled, "filled-file", file, made.pk)).content
    sheet = openpyxl.load_workbook(BytesIO(body)).active
    assert sheet is not None
    assert [sheet[name].value for name in ("B4", "C4", "B5")] == [value for _t, _f, value in wanted]
    lines = AuditEntry.objects.filter(unit=filled.here.pk, subject_kind="superior_file").order_by("pk")
    assert [line.kind for line in lines] == ["superior.brought", *["superior.bound"] * 3, "superior.filled"]
    assert (lines[4].details, lines[4].actor) == (
        {"period": PERIOD, "numbers": 3},
        filled.of_here[Role.CONTROL].pk,
    )


def test_the_access_log_tells_of_it(writer: Client, cast: Cast, sign_in: SignIn) -> None:
    fill(writer, cast, bound_file(cast.here, cast.of_here[Role.CONTROL]).file_id)
    page = sign_in(cast.of_here[Role.ADMIN]).get(reverse("audit", args=[cast.here.pk])).content.decode()
    assert "Điền tệp của cấp trên" in page and f"{PERIOD} · 1 số" in page


def test_rates_sums_words_for_zero_and_parts_of_the_period(writer: Client, filled: Cast) -> None:
    version = kept_file(filled.here, filled.of_here[Role.CONTROL])
    for text, counts in (
        ("99,1 %", "rate:on-time"),
        ("không có", "on_time+refused_or_withdrawn"),
        ("14/3/2026", "day:last"),
    ):
        assert bind(writer, filled, version.file_id, key_of(version, text), counts=counts) == 302
    made = {one["was"]: one["text"] for one in fill(writer, filled, version.file_id).figures}
    had = totals(filled)
    rate = f"{(had['early'] + had['on_time']) * 100 / had['resolved']:.1f}".replace(".", ",").removesuffix(
        ",0"
    )
    assert made["99,1 %"] == f"{rate} %" and made["14/3/2026"] == "14/5/2026"
    assert re.fullmatch(r"\d+ hồ sơ", made["không có"])


def test_what_the_words_of_last_periods_report_say_is_suggested_and_a_person_takes_it(
    writer: Client, filled: Cast
) -> None:
    period = parse(PERIOD)
    content = render(report_data(filled.here, period), ("docx",))["docx"]
    version = kept_file(filled.here, filled.of_here[Role.CONTROL], content)
    page = writer.get(address(filled, "suggest", version.file_id)).content.decode()
    sure = re.findall(r'name="take" value="([^"]+)"[^>]* checked', page)
    assert len(sure) > 20 and not SuperiorBinding.objects.exists()
    writer.post(address(filled, "suggest", version.file_id), {"take": sure})
    assert SuperiorBinding.objects.count() == len(sure)
    again = docx.Document(BytesIO(filled_file(fill(writer, filled, version.file_id))))
    before = docx.Document(BytesIO(content))
    assert [one.text for one in again.paragraphs] == [one.text for one in before.paragraphs]
    other = fill(writer, filled, version.file_id, "2026-Q1")
    assert any(one["was"] != one["text"] for one in other.figures)


def test_an_estimate_is_marked_while_its_own_period_goes_on(
    writer: Client, filled: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fills, "now", lambda: LEARNED)
    version = kept_file(filled.here, filled.of_here[Role.CONTROL])
    for text, fields in (
        ("1.568", {"estimate": "1"}),
        ("07", {"estimate": "1", "span": "before"}),
        ("3", {}),
    ):
        assert (
            bind(writer, filled, version.file_id, key_of(version, text), counts="received", **fields) == 302
        )
    made = {one["was"]: one for one in fill(writer, filled, version.file_id, "2026-06").figures}
    assert made["1.568"]["text"].startswith("ước ") and made["1.568"]["period"] == "2026-06"
    assert made["07"]["text"].isdecimal() and made["07"]["period"] == "2026-05"
    assert made["3"]["text"].isdecimal()


def test_a_closed_period_is_filled_as_it_was_closed(writer: Client, filled: Cast) -> None:
    close(filled.here, parse(PERIOD), filled.of_here[Role.CONTROL], LEARNED + 1)
    version = bound_file(filled.here, filled.of_here[Role.CONTROL])
    assert [one["known_at"] for one in fill(writer, filled, version.file_id).figures] == [
        Closing.objects.get().as_of
    ]


def test_a_new_version_keeps_what_it_can_and_fills_nothing_at_a_wrong_place(
    writer: Client, cast: Cast
) -> None:
    version = bound_file(cast.here, cast.of_here[Role.CONTROL])
    assert bind(writer, cast, version.file_id, key_of(version, "07"), counts="early") == 302
    document = docx.Document(BytesIO(report()))
    document.paragraphs[0].insert_paragraph_before("Một dòng mới có 5 việc.")
    document.paragraphs[2].runs[0].text = "- Đúng hạn: 07 hồ sơ; quá hạn: không có."
    assert bring(writer, address(cast, "replace", version.file_id), "moi.docx", saved(document))[0] == 302
    page = writer.get(address(cast, "one", version.file_id)).content.decode()
    assert "Số không còn thấy chỗ" in page and "“07”" in page
    made = fill(writer, cast, version.file_id)
    assert ([one["was"] for one in made.figures], [one["was"] for one in made.lost]) == (["1.568"], ["07"])
    text = "\n".join(one.text for one in docx.Document(BytesIO(filled_file(made))).paragraphs)
    assert "Đúng hạn: 07 hồ sơ" in text and f"Tổng số {made.figures[0]['text']} hồ sơ" in text
    lost = SuperiorBinding.objects.get(was="07").pk
    writer.post(address(cast, "bind", version.file_id), {"lost": lost})
    assert [one.was for one in SuperiorBinding.objects.all()] == ["1.568"]
    assert bring(writer, address(cast, "replace", version.file_id), "moi.xlsx", workbook())[0] == 422


@pytest.mark.parametrize(
    ("name", "content", "period", "why"),
    [
        ("a.docx", b"%PDF-1.7", "", "không phải"), ("a.xlsx", b"PK\x03\x04 cut", "", "hỏng"), ("a.docx", report(), "quý mười", "quý mười"),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_told_with_the_reason(
    writer: Client, cast: Cast, name: str, content: bytes, period: str, why: str
) -> None:
    status, page = bring(writer, address(cast, "new"), name, content, period=period)
    assert (status, why in page, 'role="alert"' in page) == (422, True, True)


def test_a_file_whose_content_is_gone_is_told_and_breaks_nothing(
    writer: Client, cast: Cast, settings: Any
) -> None:
    version = bound_file(cast.here, cast.of_here[Role.CONTROL])
    settings.DOSSIER_FILES = Path(settings.DOSSIER_FILES).parent / "elsewhere"
    for name, posted in (("one", False), ("suggest", False), ("fill", True)):
        to = address(cast, name, version.file_id)
        answer = writer.post(to, {"period": PERIOD}, follow=True) if posted else writer.get(to, follow=True)
        assert (answer.status_code, "Khôi phục từ bản sao lưu" in answer.content.decode()) == (200, True)


def test_a_meaning_that_there_is_not_is_not_bound(writer: Client, cast: Cast) -> None:
    version = kept_file(cast.here, cast.of_here[Role.CONTROL])
    key, own = key_of(version, "07"), cast.there.pk
    wrong: tuple[dict[str, object], ...] = (
        {"counts": ""}, {"counts": "received+received"}, {"counts": "no.such"}, {"counts": "day:first", "field": 1},
        {"counts": "received", "unit": own}, {"counts": "received", "span": "week"}, {"counts": "received", "digits": 7},
        {"counts": "received", "channel": 9},
    )  # fmt: skip
    assert [bind(writer, cast, version.file_id, key, **fields) for fields in wrong] == [422] * len(wrong)
    assert bind(writer, cast, version.file_id, "p99.0", counts="received") == 404
    assert writer.post(address(cast, "fill", version.file_id), {"period": PERIOD}).status_code == 302
    assert not SuperiorFill.objects.exists()


def test_who_may_not_write_reads_and_who_is_of_another_unit_does_not_find_it(
    writer: Client, filled: Cast, sign_in: SignIn
) -> None:
    version = bound_file(filled.here, filled.of_here[Role.CONTROL])
    made = fill(writer, filled, version.file_id)
    clerk = sign_in(filled.of_here[Role.CLERK])
    page = clerk.get(address(filled, "one", version.file_id)).content.decode()
    assert "1.568" in page and "/gan" not in page
    told = clerk.get(address(filled, "filled", version.file_id, made.pk)).content.decode()
    assert made.figures[0]["text"] in told and "/ho-so?" not in told
    stranger = sign_in(filled.of_there[Role.CONTROL])
    for name, keys in (("one", ()), ("filled", (made.pk,)), ("original", (1,))):
        elsewhere = reverse(f"reports-superior-{name}", args=[filled.there.pk, version.file_id, *keys])
        assert stranger.get(elsewhere).status_code == 404


def test_the_command_fills_the_same_file(
    filled: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bound_file(filled.here, filled.of_here[Role.CONTROL])
    run = Runner(monkeypatch, capsys)
    assert NAME in run("fill", "--unit", "H24.99").out
    done = run("fill", NAME, "--unit", "H24.99", "--period", PERIOD, "--out", tmp_path / "ra")
    text = docx.Document(str(tmp_path / "ra" / f"mau-{PERIOD.replace('..', '_')}.docx")).paragraphs[0].text
    assert (done.code, str(totals(filled)["received"]) in text.replace(".", "")) == (0, True)
    wrong = run("fill", "khác", "--unit", "H24.99", "--period", PERIOD, "--out", tmp_path / "ra")
    assert (wrong.code, "không có tệp “khác”" in wrong.words) == (1, True)


@pytest.mark.django_db(transaction=True)
def test_a_file_is_brought_bound_with_keys_and_filled(
    browser: object, live_server: LiveServer, reference_data: None, cast: Cast, tmp_path: Path
) -> None:
    page = _open(browser, live_server, cast.of_here[Role.CONTROL], "desk")  # type: ignore[arg-type]
    (tmp_path / "bieu.xlsx").write_bytes(workbook())
    page.goto(live_server.url + address(cast, "new"))
    page.set_input_files("#file", tmp_path / "bieu.xlsx")
    page.click("main button.primary")
    page.wait_for_selector("a.spot")
    page.goto(f"{page.url}?period=2020-Q1")
    assert list(_problems(page)) == []
    page.focus("[id='o-s0.B4']")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "o-s0.B5"
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-binding='s0.B5']")
    assert page.evaluate("document.activeElement.id") == "counts" and list(_problems(page)) == []
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "o-s0.B5"
    page.select_option("#counts", "received")
    page.locator("#counts").press("Enter")
    page.locator(".superior-form button.primary").press("Enter")
    page.wait_for_selector(".spot-bound[id='o-s0.B5']:focus")
    page.click(".superior-acts button.primary")
    page.wait_for_selector(".superior-lines")
    assert page.inner_text(".superior-lines tbody tr td:nth-child(3)") == "0" and list(_problems(page)) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()
