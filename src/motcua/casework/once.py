"""An act that a client may send twice, after a double click or a lost answer, is carried out once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.casework.models import Once
from motcua.casework.refusals import Refused
from motcua.catalogue.quick import later, run
from motcua.dossiers.bulk import writing
from motcua.rules.instants import Instant

Answer = dict[str, Any]


def once(
    user: int, key: str, asked: Mapping[str, Any], now: Instant, act: Callable[[], Answer]
) -> tuple[Answer, bool]:
    """The answer to `asked` under the client's key, and whether it had been given before.

    The key is taken in the act's own transaction: of two that come at once the second waits and gets the first
    one's answer. Raises Refused where the key was used for something else.
    """
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()
    with writing():
        taken = run(_TAKE, [user, key[:80], digest, now])
        if not taken:
            return _answered(user, key[:80], digest), True
        answer = act()
        later(_ANSWER, [json.dumps(answer), taken[0][0]])
        return answer, False


def answered(user: int, key: str) -> Answer | None:
    """What was answered under a client's key, whatever it was asked; None where the key was never used."""
    found = Once.objects.filter(user=user, key=key[:80]).first()
    return found.answer if found else None


_TAKE = """
INSERT INTO casework_once (user_id, key, digest, answer, at) VALUES (%s, %s, %s, '{}', %s)
ON CONFLICT (user_id, key) DO NOTHING RETURNING id
"""

_ANSWER = "UPDATE casework_once SET answer = %s WHERE id = %s"


def _answered(user: int, key: str, digest: str) -> Answer:
    """What was answered under a key; raises Refused where it was asked something else."""
    found = Once.objects.get(user=user, key=key)
    if found.digest != digest:
        raise Refused("key-used", _("This key was used for another act already."))
    answer: Answer = found.answer
    return answer
