"""What the simulated portal keeps, in an SQLite file of its own: it must not share anything with the system it tests."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from motcua.rules.instants import Instant

_TABLES = """
CREATE TABLE IF NOT EXISTS dossier (
    code TEXT PRIMARY KEY, body TEXT NOT NULL, state INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
    times INTEGER NOT NULL, findings TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS history (n INTEGER PRIMARY KEY, code TEXT NOT NULL, at INTEGER NOT NULL, state INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS step (n INTEGER PRIMARY KEY, code TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (code, body));
CREATE TABLE IF NOT EXISTS arrival (
    n INTEGER PRIMARY KEY, at INTEGER NOT NULL, operation TEXT NOT NULL, code TEXT NOT NULL, answer TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS filed (
    code TEXT PRIMARY KEY, body TEXT NOT NULL, delivered_at INTEGER, tries INTEGER NOT NULL, answer TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS told (n INTEGER PRIMARY KEY, operation TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Store:
    """The portal's own data; one connection, one thread at a time. Without a path it is in memory."""

    def __init__(self, path: Path | None = None) -> None:
        self._lock = threading.RLock()
        self._file = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._file.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + _TABLES)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._file.close()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What a statement gives."""
        with self._lock:
            return self._file.execute(sql, values).fetchall()

    def knows(self, code: str) -> bool:
        """Whether there is a dossier of this code."""
        return bool(self.rows("SELECT 1 FROM dossier WHERE code = ?", (code,)))

    def keep(
        self, code: str, body: dict[str, Any], state: int, findings: Sequence[str], now: Instant
    ) -> None:
        """Keep a dossier as it came, and its state in the history where it is another one than before."""
        text, found = json.dumps(body, ensure_ascii=False), json.dumps(list(findings), ensure_ascii=False)
        with self._lock:
            self._file.execute("BEGIN")
            self._file.execute(
                "INSERT INTO dossier VALUES (?, ?, ?, ?, ?, 1, ?) ON CONFLICT (code) DO UPDATE SET body = excluded.body, "
                "state = excluded.state, last_at = excluded.last_at, times = times + 1, findings = excluded.findings",
                (code, text, state, now, now, found),
            )
            last = self.rows("SELECT state FROM history WHERE code = ? ORDER BY n DESC LIMIT 1", (code,))
            if not last or last[0][0] != state:
                self._file.execute(
                    "INSERT INTO history (code, at, state) VALUES (?, ?, ?)", (code, now, state)
                )
            self._file.execute("COMMIT")

    def add_step(self, code: str, body: dict[str, Any]) -> None:
        """Keep a step; the same one again is the same."""
        text = json.dumps(body, ensure_ascii=False, sort_keys=True)
        self.rows("INSERT OR IGNORE INTO step (code, body) VALUES (?, ?)", (code, text))

    def arrived(self, operation: str, code: str, answer: str, now: Instant) -> None:
        """Note that something came, and what was answered."""
        self.rows(
            "INSERT INTO arrival (at, operation, code, answer) VALUES (?, ?, ?, ?)",
            (now, operation, code, answer),
        )

    def tell(self, operation: str, body: Any) -> None:
        """Keep what an operation without a store of its own carried."""
        self.rows(
            "INSERT INTO told (operation, body) VALUES (?, ?)",
            (operation, json.dumps(body, ensure_ascii=False)),
        )

    def body(self, code: str) -> dict[str, Any] | None:
        """A dossier as it came last."""
        found = self.rows("SELECT body FROM dossier WHERE code = ?", (code,))
        return dict(json.loads(found[0][0])) if found else None

    def states(self) -> dict[str, int]:
        """The state of every dossier by its code."""
        return dict(self.rows("SELECT code, state FROM dossier"))

    def history(self, code: str) -> list[int]:
        """The states of a dossier one after the other."""
        return [
            state for (state,) in self.rows("SELECT state FROM history WHERE code = ? ORDER BY n", (code,))
        ]

    def steps(self, code: str) -> list[dict[str, Any]]:
        """The steps of a dossier in the order in which they came."""
        return [
            json.loads(body)
            for (body,) in self.rows("SELECT body FROM step WHERE code = ? ORDER BY n", (code,))
        ]

    def setting(self, name: str) -> str:
        """A setting; empty where there is none."""
        found = self.rows("SELECT value FROM setting WHERE name = ?", (name,))
        return str(found[0][0]) if found else ""

    def set(self, name: str, value: str) -> None:
        """Change a setting."""
        self.rows("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))
