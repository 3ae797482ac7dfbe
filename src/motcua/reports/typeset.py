"""PDF files, set by typst from a template of ours, with the fonts that lie beside it and no others."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

_FOLDER = Path(str(files("motcua.reports")))
_one_at_a_time = Lock()


def typeset(template: str, content: Any, format: Literal["pdf", "png"] = "pdf", ppi: float = 150) -> Any:
    """The bytes of a PDF that the template makes of `content` (JSON), tagged so that a screen reader can read it.

    As `png` the pages are pictures: bytes for one page, a list of them for several.
    """
    given = {"content": json.dumps(content, ensure_ascii=False)}
    # A compiler keeps what it has read between documents, and must not be used by two threads at once.
    with _one_at_a_time:
        return _compiler(template).compile(sys_inputs=given, format=format, ppi=ppi)


@cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(
        _FOLDER / "templates" / f"{template}.typ",
        root=_FOLDER / "templates",
        font_paths=[_FOLDER / "fonts"],
        ignore_system_fonts=True,
    )
