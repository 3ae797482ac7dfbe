"""Where one installation keeps its data, outside the code folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """The folder for database, uploads and secrets: MOTCUA_DATA, else the user's own data folder."""
    named = os.environ.get("MOTCUA_DATA")
    folder = Path(named) if named else Path(platformdirs.user_data_dir("motcua", appauthor=False))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def database_url() -> str:
    """MOTCUA_DATABASE as a URL; without it an SQLite file in the data folder."""
    return os.environ.get("MOTCUA_DATABASE") or f"sqlite:///{(data_folder() / 'motcua.sqlite3').as_posix()}"


def secret_key() -> str:
    """MOTCUA_SECRET_KEY, else one made once and kept readable by this user alone."""
    named = os.environ.get("MOTCUA_SECRET_KEY")
    if named:
        return named
    kept = data_folder() / "secret-key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return kept.read_text(encoding="utf-8").strip()
