"""Finding every form of the site by following its links, and sending it back with what nobody should type."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

_SENT = ("input", "select", "textarea")
_BUTTONS = frozenset({"submit", "image", "reset"})
_ELSEWHERE = frozenset({"sign-out", "set_language", "bell-read"})
"""In the frame of every page: no fields, and signing out ends the walk."""

_EACH = frozenset({"desk-act", "notices-channel"})
"""Pages of which each is looked at; of the others one of a kind is enough, in whatever unit."""

_BY_UNIT = frozenset({"catalogue", "catalogue-one", "calendar"})
"""Pages that offer something else at the top of all units."""
_FILES = frozenset(
    {
        "slip",
        "desk-file",
        "statement-file",
        "reports-file",
        "statement",
        "catalogue-figures",
        "catalogue-sheets",
    }
)
"""Files, and pages of figures alone, which are slow to draw and have no form."""


@dataclass(frozen=True)
class Field:
    """A field as its page shows it; `values` are those that it offers, for choices and ticks."""

    name: str
    kind: str
    value: str
    values: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Form:
    """A form of a page: where it is sent to, and what stands in it."""

    page: str
    address: str
    fields: tuple[Field, ...]
    files: tuple[str, ...] = ()
    searches: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What tells forms apart, whatever dossier or account they are about."""
        where = resolve(urlsplit(self.address).path)
        words = tuple(value for value in where.kwargs.values() if isinstance(value, str))
        return (where.url_name, words, tuple(sorted({_pattern(one.name) for one in self.fields})))

    @property
    def asked(self) -> list[Field]:
        """What a person fills in."""
        return [one for one in self.fields if one.kind != "hidden"]

    def usual(self) -> dict[str, list[str]]:
        """What is sent where nobody types, but one box of each name is ticked."""
        found: dict[str, list[str]] = {}
        for one in self.fields:
            if one.kind not in ("checkbox", "radio"):
                found.setdefault(one.name, []).append(one.value)
            elif one.name not in found:
                found[one.name] = [one.values[0]]
        return found


def _pattern(name: str) -> str:
    return "".join("#" if char.isdigit() else char for char in name)


@dataclass
class Walk:
    """The pages and forms that one person can reach."""

    client: Client
    units: frozenset[int]
    forms: dict[tuple[object, ...], Form] = field(default_factory=dict)
    pages: set[tuple[object, ...]] = field(default_factory=set)
    questions: dict[str, tuple[str, set[str]]] = field(default_factory=dict)
    """What pages are asked for in their addresses: by name of the page, one address of it and all the names."""

    def go(self, *starts: str) -> Walk:
        """Follow all links, each kind of page once."""
        waiting = deque(starts)
        while waiting:
            address = waiting.popleft()
            kind = _kind(address, self.units)
            if kind is None or kind in self.pages:
                continue
            answer = self.client.get(address)
            assert answer.status_code < 500, address
            if answer.status_code == 200:
                self.pages.add(kind)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                page = html.fromstring(b"<main>" + answer.content + b"</main>", base_url=address)
                waiting.extend(_links(page, address))
                for form in forms_of(page, address):
                    self.forms.setdefault(form.key, form)
                self._ask(page, address)
        return self

    def _ask(self, page: html.HtmlElement, address: str) -> None:
        """Keep what the links and the forms of a page ask other pages for."""
        for asked, names in (*_asked_by_links(page, address), *_asked_by_forms(page, address)):
            kind, path = _kind(asked, self.units), urlsplit(asked).path
            if names and kind is not None:
                self.questions.setdefault(str(kind[0]), (path, set()))[1].update(names)


def _kind(address: str, units: frozenset[int]) -> tuple[object, ...] | None:
    """Which page an address is, whatever dossier it shows; None for files, other sites and other units."""
    split = urlsplit(address)
    if split.netloc or split.path.startswith(("/static/", "/api/")):
        return None
    try:
        where = resolve(split.path)
    except Resolver404:
        return None
    if where.kwargs.get("unit", min(units)) not in units:
        return None
    if where.url_name in _FILES:
        return None
    told = where.kwargs.values() if where.url_name in _EACH else ()
    words = [value for value in told if isinstance(value, str)]
    return (where.url_name, *words, *([where.kwargs["unit"]] if where.url_name in _BY_UNIT else ()))


def _links(page: html.HtmlElement, address: str) -> Iterator[str]:
    for name in ("href", "hx-get"):
        for element in page.xpath(f"//*[@{name}]"):
            yield urljoin(address, str(element.get(name)))


def _asked_by_links(page: html.HtmlElement, address: str) -> Iterator[tuple[str, set[str]]]:
    for link in _links(page, address):
        yield link, set(parse_qs(urlsplit(link).query, keep_blank_values=True))


def _asked_by_forms(page: html.HtmlElement, address: str) -> Iterator[tuple[str, set[str]]]:
    for form in page.xpath("//form[not(translate(@method, 'POST', 'post')='post')]"):
        names = {str(one.get("name")) for one in form.iter(*_SENT) if one.get("name")}
        yield urljoin(address, form.get("action") or address), names


def forms_of(page: html.HtmlElement, address: str) -> Iterator[Form]:
    """The forms of a page that are sent by POST, but those of the frame."""
    for element in page.xpath("//form[translate(@method, 'POST', 'post')='post']"):
        target = urljoin(address, element.get("action") or address)
        if resolve(urlsplit(target).path).url_name not in _ELSEWHERE:
            inside = list(element.iter(*_SENT)) + _outside(page, element)
            files = tuple(one.get("name") for one in inside if one.get("type") == "file")
            fields = tuple(filter(None, map(_field, [*inside, *_pressed(element)])))
            yield Form(address, target, fields, files, element.get("role") == "search")


def _outside(page: html.HtmlElement, form: html.HtmlElement) -> list[html.HtmlElement]:
    key = form.get("id")
    return (
        list(page.xpath(f"//*[@form='{key}'][self::input or self::select or self::textarea]")) if key else []
    )


def _pressed(form: html.HtmlElement) -> list[html.HtmlElement]:
    """The button that a person presses, where it says something itself."""
    return list(form.xpath(".//button[@name]"))[:1]


def _field(element: html.HtmlElement) -> Field | None:
    name, required = element.get("name"), element.get("required") is not None
    kind = element.get("type", "text") if element.tag == "input" else str(element.tag)
    if not name or name == "csrfmiddlewaretoken" or kind in _BUTTONS or kind == "file":
        return None
    if kind == "button":
        return Field(name, "hidden", str(element.get("value", "")))
    if kind == "select":
        options = [str(one.get("value", one.text_content())) for one in element.iter("option")]
        chosen = [
            str(one.get("value", "")) for one in element.iter("option") if one.get("selected") is not None
        ]
        return Field(name, kind, (chosen or options or [""])[0], tuple(options), required)
    if kind in ("checkbox", "radio"):
        value = str(element.get("value", "on"))
        return Field(name, kind, value if element.get("checked") is not None else "", (value,), required)
    text = element.text_content() if kind == "textarea" else element.get("value", "")
    return Field(name, kind, str(text or ""), (), required)


def shown_values(answer: HttpResponse) -> set[str]:
    """Everything that stands in fields of an answer, as `plain` writes it."""
    page = _page(answer)
    return {plain(one.value) for form in forms_of(page, "/") for one in form.fields}


def _page(answer: HttpResponse) -> html.HtmlElement:
    """An answer without control characters, at which the reader of HTML would stop."""
    return html.fromstring(
        b"<main>" + re.sub(rb"[\x00-\x08\x0b\x0e-\x1f]", b" ", answer.content) + b"</main>"
    )


def plain(text: str) -> str:
    """A text without what a browser does not show: control characters, and blanks beside blanks; NUL is taken out."""
    seen = (char if char.isprintable() else " " for char in text.replace("\x00", ""))
    return " ".join("".join(seen).split())


def told(answer: HttpResponse) -> str:
    """What an answer says went wrong, or was done."""
    page = _page(answer)
    classes = ("field-error", "notice", "problems", "errorlist", "error", "wrong")
    found = [one.text_content() for one in page.iter() if isinstance(one.tag, str) and (
        (one.get("role") in ("alert", "status") and one.get("id") != "alarm")
        or set(str(one.get("class", "")).split()) & set(classes)
    )]  # fmt: skip
    return plain(" ".join(found))
