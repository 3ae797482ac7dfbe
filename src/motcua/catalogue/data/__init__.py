"""The reference data that ship with the package; README.md beside this file says where each comes from."""

from __future__ import annotations

import csv
from pathlib import Path

HERE = Path(__file__).resolve().parent


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the CSV files here ("communes.csv"), each by its column names; nothing is null."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
