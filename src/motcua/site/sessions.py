"""Sessions in the database, read with a statement that is made once."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.contrib.sessions.models import Session
from django.utils import timezone

from motcua.catalogue.rows import first


class SessionStore(InDatabase):
    """As Django's own: every request of somebody who is signed in reads one."""

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What a session holds; that its signature is ours is found out once for a process."""
        found: dict[str, Any] = json.loads(_signed(session_data))
        return found

    def _get_session_from_db(self) -> Session | None:
        found = first(Session, "session_key = %s AND expire_date > %s", [self.session_key, timezone.now()])
        if found is None:
            self._session_key = None
        return found


@lru_cache(maxsize=1000)
def _signed(session_data: bytes | str) -> str:
    return json.dumps(InDatabase().decode(session_data))
