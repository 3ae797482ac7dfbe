"""The demonstration: the whole way from files to signed-in pages, from nothing, twice, and politely stopped."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

import pytest

from motcua.cli import demo
from tests.conftest import SHARED

SLUGS = [place.slug for place in demo.REAL]
ABOVE = ("lanh-dao", "quan-tri-chung", "kiem-soat-tinh", "quay-lang-gieng")
OFFICE = ("quay", "chuyen-vien", "truong-phong", "giam-doc", "chu-tich", "quan-tri")
"""The people of the commune to practise in."""
DEMO = [sys.executable, "-m", "motcua", "demo"]
SECONDS = 60
REDIRECTED = 302


def environment_in(folder: Path) -> dict[str, str]:
    """A data folder of one's own, and no database named: what somebody has who has just installed it."""
    named = {"MOTCUA_DATABASE", "MOTCUA_DATA"}
    kept = {name: value for name, value in os.environ.items() if name not in named}
    return {**kept, "MOTCUA_DATA": str(folder), "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}


def run_demo(folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [*DEMO, "--no-serve", "--json"], env=environment_in(folder), capture_output=True, text=True,
        encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return {**json.loads(done.stdout), "folder": folder}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the first run from nothing says."""
    return run_demo(tmp_path_factory.mktemp("demo"))


def test_from_nothing_to_reports(first: dict[str, Any]) -> None:
    assert first["database"] == str(first["folder"] / "demo.sqlite3")
    assert not (first["folder"] / "motcua.sqlite3").exists()
    for one in first["units"]:
        assert [Path(name).suffix for name in one["report"]] == [".docx", ".pdf", ".xlsx"]
        assert all(Path(name).stat().st_size > 0 for name in one["report"])


@pytest.mark.skipif(
    not all((SHARED / slug).is_dir() for slug in SLUGS), reason="the exports are not beside the project"
)
def test_the_figures_are_those_of_the_published_reports(first: dict[str, Any]) -> None:
    for slug, one in zip(SLUGS, first["units"], strict=True):
        expected = json.loads((SHARED / slug / "expected.json").read_text(encoding="utf-8"))
        totals, read = expected["totals"], expected["import"]
        assert one["figures"] == {
            "carried_over": totals["carried_over"],
            "received": totals["received_online"] + totals["received_direct_or_postal"],
            **{name: totals[name] for name in ("early", "on_time", "late")},
            "refused_or_withdrawn": totals["refused"] + totals["withdrawn"],
            "open": sum(
                totals[name] for name in ("open_in_term", "open_overdue", "awaiting_supplement", "paused")
            ),
        }
        assert one["imported"]["rows"] == read["rows_read"]
        assert one["imported"]["quarantined"] == read["rows_quarantined"]
    assert [account["username"] for account in first["accounts"]] == [*SLUGS, *ABOVE, *OFFICE]


@pytest.mark.django_db
def test_without_the_exports_made_up_units_are_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path))
    monkeypatch.setattr(demo, "_beside", lambda: iter([tmp_path / "nowhere"]))

    demo.run(no_serve=True)

    told = capsys.readouterr().out
    assert "mo-phong-1" in told
    assert not any(place.slug in told for place in demo.REAL)
    assert len(list((tmp_path / "demo" / "reports").glob("*/*.docx"))) == 3


def test_a_port_that_is_taken_is_passed_over() -> None:
    with socket.create_server((demo.HOST, 0)) as taken:
        port = taken.getsockname()[1]
        assert demo._free_port(port) != port


@pytest.fixture(scope="module")
def again(first: dict[str, Any]) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """The same once more, serving pages, and what it says."""
    with running(first["folder"]) as (process, told):
        yield process, told


def test_again_imports_nothing_new_and_gives_new_passwords(
    first: dict[str, Any], again: tuple[subprocess.Popen[str], dict[str, Any]]
) -> None:
    told = again[1]
    assert [one["figures"] for one in told["units"]] == [one["figures"] for one in first["units"]]
    assert [one["imported"]["new"] for one in told["units"]] == [0, 0, 0]
    names, passwords = (
        [[account[key] for account in made["accounts"]] for made in (first, told)]
        for key in ("username", "password")
    )
    assert names[0] == names[1]
    assert set(passwords[0]).isdisjoint(passwords[1])


@pytest.mark.skipif(os.name != "posix", reason="interrupts are sent another way there")
def test_an_account_signs_in_and_ctrl_c_ends_it_politely(
    first: dict[str, Any], again: tuple[subprocess.Popen[str], dict[str, Any]]
) -> None:
    process, told = again
    address = told["address"]
    wait_for(f"{address}khoe")
    account = told["accounts"][0]
    browser = CookieJar()
    assert sign_in(browser, address, account["username"], "not-the-password") != REDIRECTED
    assert sign_in(browser, address, account["username"], account["password"]) == REDIRECTED
    # Compared in columns, by a process whose parent has counted in columns before it served.
    unit = unit_of(browser, address)
    assert send(browser, f"{unit}/doi-chieu", f"{unit}/doi-chieu/chay") == REDIRECTED

    process.send_signal(signal.SIGINT)

    assert process.wait(timeout=30) == 0
    assert "Traceback" not in (first["folder"] / "errors").read_text(encoding="utf-8")


@contextmanager
def running(folder: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    with (folder / "errors").open("w", encoding="utf-8") as errors:
        command = [*DEMO, "--json", "--port", str(free_port())]
        process = subprocess.Popen(
            command, env=environment_in(folder), stdout=subprocess.PIPE, stderr=errors,
            text=True, encoding="utf-8",
        )  # fmt: skip
        try:
            yield process, read_json(process)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
            process.kill()


def read_json(process: subprocess.Popen[str]) -> dict[str, Any]:
    """The first JSON object that the command prints; it goes on running."""
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        if line == "}\n":
            break
    return dict(json.loads(text))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((demo.HOST, 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with suppress(OSError), build_opener().open(address, timeout=5):
            return
        time.sleep(0.2)
    raise AssertionError(f"nobody answers at {address}")


class StayHere(HTTPRedirectHandler):
    """Follows no redirection, so that it can be seen."""

    def redirect_request(self, *_: Any) -> None:
        return None


def sign_in(browser: CookieJar, address: str, username: str, password: str) -> int:
    """The status that signing in is answered with."""
    return send(browser, f"{address}dang-nhap", f"{address}dang-nhap", username=username, password=password)


def send(browser: CookieJar, page: str, form: str, **values: str) -> int:
    """The status that a form of a page is answered with."""
    opener = build_opener(HTTPCookieProcessor(browser), StayHere())
    with opener.open(page, timeout=30) as shown:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown.read().decode())
    assert found is not None
    sent = urlencode({"csrfmiddlewaretoken": found[1], **values}).encode()
    try:
        with opener.open(Request(form, sent), timeout=60) as answer:
            return int(answer.status)
    except HTTPError as answer:
        return answer.code


def unit_of(browser: CookieJar, address: str) -> str:
    """Where the pages of the unit are to which whoever is signed in comes first."""
    with build_opener(HTTPCookieProcessor(browser)).open(address, timeout=30) as first:
        return re.sub(r"(/u/\d+)/.*", r"\1", first.url)
