"""A form that writes once, however often it is sent: by a double click, after a lost answer, with the back button.

The page has a key of its own in a hidden field. The same contents under the same key are one sending; what was changed
in between is another one, so that nobody who goes back to record a second thing is refused.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest
from motcua.boards.clock import now
from motcua.casework.once import Answer, once

_NOT_CONTENT = frozenset({"csrfmiddlewaretoken", "key"})
_LONGEST_KEY = 40


def key_of(request: UnitRequest) -> str:
    """The key for the form's hidden field: the one that was sent, else a new one."""
    return request.POST.get("key", "")[:_LONGEST_KEY] or secrets.token_urlsafe(12)


def sent_once(request: UnitRequest, act: Callable[[], Answer]) -> Answer:
    """Carry out what a form asks for, with what is written to the access log; gives the first time's answer again.

    Whoever sent it twice is told. What `act` raises is raised, and nothing is then taken for sent.
    """
    content = _content(request)
    answer, again = once(request.user.pk, f"{key_of(request)}:{content[:32]}", {"sent": content}, now(), act)
    if again:
        messages.info(
            request, _("This had been recorded already when it was sent again. Nothing was recorded twice.")
        )
    return answer


def _content(request: UnitRequest) -> str:
    told: dict[str, Any] = {name: values for name, values in request.POST.lists() if name not in _NOT_CONTENT}
    for name in request.FILES:
        (sent,) = request.FILES.getlist(name)[-1:]
        seen = hashlib.sha256(str(sent.name).encode())
        for chunk in sent.chunks():
            seen.update(chunk)
        told[f"file:{name}"] = seen.hexdigest()
    asked = json.dumps([request.get_full_path(), told], sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()
