"""An act that a client may send twice, after a double click or a lost answer, is carried out once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.casework.models import Once
from motcua.casework.refusals import Refused
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
        taken, made = Once.objects.get_or_create(
            user_id=user, key=key[:80], defaults={"digest": digest, "answer": {}, "at": now}
        )
        if not made:
            if taken.digest != digest:
                raise Refused("key-used", _("This key was used for another act already."))
            return taken.answer, True
        answer = act()
        Once.objects.filter(pk=taken.pk).update(answer=answer)
        return answer, False
