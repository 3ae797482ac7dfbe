"""A form that was sent after the session had ended: kept until its sender has signed in again, then put back.

What was typed lies in the new, still anonymous session for half an hour at most, without passwords and files. It
goes back into the form of the same address, where whoever signs in may see that page at all.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.translation import gettext as _
from lxml import html

from motcua.boards.clock import now
from motcua.boards.counter.views_reception import DRAFT, kept_values
from motcua.casework import drafts
from motcua.casework.refusals import Refused
from motcua.rules.instants import MS_PER_MINUTE

KEPT = "kept_form"
LARGEST = 200_000
MINUTES = 30
_NOT_IN_A_PAGE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no page can hold, so that the tree of the page refuses them."""


def keep(request: HttpRequest) -> None:
    """Keep what was posted without a session; what is larger than any honest form is not kept."""
    fields = {
        _plain(name): [_plain(value) for value in values]
        for name, values in request.POST.lists()
        if _may_be_kept(name)
    }
    if not fields or len(json.dumps(fields)) > LARGEST:
        return
    request.session[KEPT] = {
        "address": request.get_full_path(), "fields": fields, "files": bool(request.FILES), "at": now(),
    }  # fmt: skip
    request.session.set_expiry(MINUTES * 60)


def _plain(text: str) -> str:
    return _NOT_IN_A_PAGE.sub("", text)


def _may_be_kept(name: str) -> bool:
    return name != "csrfmiddlewaretoken" and "password" not in name


def page_of(request: HttpRequest) -> str:
    """The page on which the form stood: where the browser says that it comes from, else the form's own address."""
    origin = urlsplit(request.headers.get("Referer", ""))
    if origin.netloc == request.get_host() and origin.path.startswith("/"):
        return f"{origin.path}?{origin.query}" if origin.query else origin.path
    return request.get_full_path()


def signed_in(request: HttpRequest) -> None:
    """After a sign-in: the session lasts as usual, and a reception goes where receptions are kept."""
    kept = request.session.get(KEPT)
    if kept is None:
        return
    request.session.set_expiry(None)
    where = resolve(urlsplit(kept["address"]).path)
    if where.url_name == "counter" and request.user.pk is not None:
        values = kept_values({name: values[-1] for name, values in kept["fields"].items()})
        try:
            drafts.save(request.user.pk, where.kwargs["unit"], DRAFT, values, now())
            del request.session[KEPT]
        except Refused:
            return


def put_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page with the kept form filled in, where it is on it; kept no longer then."""
    session: SessionBase = request.session
    kept = session.get(KEPT)
    if kept is None or not response.get("Content-Type", "").startswith("text/html"):
        return response
    if now() - kept["at"] > MINUTES * MS_PER_MINUTE:
        del session[KEPT]
        return response
    page = html.document_fromstring(response.content.decode())
    for form in page.iter("form"):
        target = urljoin(request.get_full_path(), form.get("action") or request.get_full_path())
        if str(form.get("method", "")).lower() == "post" and target == kept["address"] and _fits(form, kept):
            _fill(form, kept)
            del session[KEPT]
            response.content = html.tostring(page, doctype="<!doctype html>", encoding="unicode").encode()
            break
    return response


def _fits(form: html.HtmlElement, kept: dict[str, Any]) -> bool:
    """Whether it is this form, for a page may have several that go to one address."""
    names = {field.get("name") for field in form.iter("input", "select", "textarea")} - {None}
    visible = names - {"csrfmiddlewaretoken"}
    return not visible or bool(visible & kept["fields"].keys())


def _fill(form: html.HtmlElement, kept: dict[str, Any]) -> None:
    fields: dict[str, list[str]] = kept["fields"]
    there = set()
    for field in form.iter("input", "select", "textarea", "button"):
        name = field.get("name")
        if name and name != "csrfmiddlewaretoken" and field.get("type") != "file":
            there.add(name)
            _set(field, fields.get(name, []))
    for name in sorted(fields.keys() - there):
        # Rows that were added on the page: sent along, and shown again with the answer.
        for value in fields[name]:
            form.append(html.Element("input", type="hidden", name=name, value=value))
    form.insert(0, _notice(files=kept["files"]))
    for folded in form.iterancestors("details"):
        folded.set("open", "")


def _set(field: html.HtmlElement, values: list[str]) -> None:
    if field.tag == "textarea":
        field.text = values[0] if values else ""
    elif field.tag == "select":
        for option in field.iter("option"):
            option.attrib.pop("selected", None)
            if option.get("value", option.text_content()) in values:
                option.set("selected", "")
    elif field.get("type") in ("checkbox", "radio"):
        field.attrib.pop("checked", None)
        if field.get("value", "on") in values:
            field.set("checked", "")
    elif field.tag == "input" and values:
        field.set("value", values[0])


def _notice(*, files: bool) -> html.HtmlElement:
    notice = html.Element("p", {"class": "notice notice-warning", "role": "status"})
    notice.text = _(
        "Your session had ended before this was sent. What you typed is here again and nothing has been recorded: "
        "look at it, then send it."
    )
    if files:
        notice.text += " " + _("Choose the files again.")
    return notice
