"""Write the compiled Vietnamese catalogue from its source, entries in alphabetical order and none twice."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1] / "src" / "motcua" / "site" / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def main() -> int:
    """Exit 0 where the catalogue was written, 1 where an entry has no translation."""
    with SOURCE.open("rb") as file:
        catalogue = read_po(file, locale="vi", ignore_obsolete=True)
    empty = [entry.id for entry in catalogue if entry.id and not entry.string]
    with SOURCE.open("wb") as file:
        write_po(file, catalogue, width=110, sort_output=True, omit_header=False)
    with SOURCE.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    print(f"{len(catalogue)} messages, {len(empty)} without a translation", *empty, sep="\n")
    return 1 if empty else 0


if __name__ == "__main__":
    sys.exit(main())
