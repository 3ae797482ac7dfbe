"""The Vietnamese catalogue has every message, and every word of the domain has a message."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override
from django.utils.translation.template import templatize

import motcua
from motcua.boards import words
from motcua.dossiers.words import ACCOUNTS
from motcua.hub import words as hub_words
from motcua.rules.accounts import Account
from motcua.rules.measures import MEASURES, Channel, Level
from motcua.rules.report import GROUNDS, State

SOURCE = Path(motcua.__file__).parent
CATALOGUE = SOURCE / "site" / "locale" / "vi" / "LC_MESSAGES" / "django.mo"
CALLS = {
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "ngettext": 1,
    "pgettext": 2,
    "pgettext_lazy": 2,
    "npgettext": 2,
}
_PLACES = re.compile(r"%\((\w+)\)s")


def _messages() -> Iterator[tuple[str, str | None]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield from _calls(path.read_text(encoding="utf-8"))
    for path in sorted((SOURCE / "site" / "templates").rglob("*.html")):
        yield from _calls(_statements(templatize(path.read_text(encoding="utf-8"), origin=path.name)))


def _statements(templatized: str) -> str:
    """The calls that Django finds in a template, one a line: the rest of its answer is no Python."""
    return "\n".join(
        found[0]
        for found in re.finditer(
            r"\b(?:gettext|ngettext|pgettext|npgettext|_)\((?:[^()]|\([^()]*\))*\)", templatized
        )
    )


def _calls(code: str) -> Iterator[tuple[str, str | None]]:
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in CALLS:
            continue
        texts = [
            one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if len(texts) >= CALLS[node.func.id]:
            context = texts[0] if CALLS[node.func.id] == 2 else None
            yield texts[CALLS[node.func.id] - 1], context


@pytest.fixture(scope="module")
def catalogue() -> gettext.GNUTranslations:
    with CATALOGUE.open("rb") as file:
        return gettext.GNUTranslations(file)


def _vietnamese(catalogue: gettext.GNUTranslations, text: str, context: str | None) -> str:
    if context:
        return catalogue.pgettext(context, text)
    single = catalogue.gettext(text)
    return single if single != text else catalogue.ngettext(text, text, 1)


def test_every_message_is_found_by_this_test() -> None:
    found = {text for text, _context in _messages()}
    assert len(found) > 300
    assert {"Resolved in time", "%(n)s day overdue", "Skip to the content", "%(n)s dossier"} <= found


def test_every_message_has_its_vietnamese(catalogue: gettext.GNUTranslations) -> None:
    missing = {text for text, context in _messages() if _vietnamese(catalogue, text, context) == text}
    # What is the same in both languages has no letters of its own.
    assert {text for text in missing if re.search(r"[A-Za-z]", _PLACES.sub("", text))} == set()


def test_what_is_filled_in_is_the_same_in_both_languages(catalogue: gettext.GNUTranslations) -> None:
    for text, context in _messages():
        translated = _vietnamese(catalogue, text, context)
        assert set(_PLACES.findall(translated)) <= set(_PLACES.findall(text)) | {"n"}, text


def test_every_word_of_the_domain_can_be_said() -> None:
    assert set(words.MEASURES) == set(MEASURES)
    assert set(ACCOUNTS) == set(Account)
    assert set(words.STATES) == set(State)
    assert set(words.GROUNDS) == set(GROUNDS)
    assert set(words.CHANNELS) == set(Channel)
    assert set(words.LEVELS) == set(Level)
    assert set(words.QUARANTINE) == set(hub_words.REASONS)
    assert set(words.STEPS) == set(hub_words.STEP_WORDS)


def test_resolved_is_never_called_handed_over() -> None:
    with override("vi"):
        assert str(words.MEASURES["resolved"]) == "Đã giải quyết"
        assert str(words.STATES["handed_over"]) == "Đã trả kết quả"
        assert all("trả kết quả" not in str(ACCOUNTS[account]) for account in Account)
