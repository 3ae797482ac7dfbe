"""Running commands in this process, as the program's own entry runs them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from motcua.cli import app


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code and what it said, lines joined as a person reads them."""

    code: int
    out: str
    errors: str

    @property
    def words(self) -> str:
        """All that was said, with single blanks."""
        return " ".join(f"{self.out} {self.errors}".split())


class Runner:
    """Runs commands; whatever happens, no traceback may show."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *arguments: str | Path) -> Ran:
        self._monkeypatch.setattr(sys, "argv", ["motcua", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            app.run()
        said = self._capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        code = left.value.code
        return Ran(code if isinstance(code, int) else 0 if code is None else 1, said.out, said.err)
