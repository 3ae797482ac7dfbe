"""What an installation says about its printed forms: public addresses, and the folder of its own wordings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Installation:
    """`public_url` is where a dossier is looked up, `procedure_url` where a procedure is shown; each with `{code}`.

    `wordings` is the folder of own wordings, with a folder for each unit in it.
    """

    public_url: str = ""
    procedure_url: str = ""
    wordings: Path | None = None


def installation() -> Installation:
    """As the settings say."""
    return Installation(settings.PUBLIC_URL, settings.PROCEDURE_URL, settings.WORDINGS_FOLDER)
