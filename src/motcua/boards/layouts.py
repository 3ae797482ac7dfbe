"""The form in which a person says what the columns of a file are, and the layout that comes of it."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from motcua.boards.words import STATES
from motcua.hub.mapping import REQUIRED, Mapping
from motcua.hub.vocabulary import load


def layout_choices(
    preview: dict[str, Any], mapping: Mapping | None, typed: QueryDict, contents: bool
) -> dict[str, Any]:
    """What the form shows: each title of the file with its meaning, each unknown word with the choices.

    `contents`: whether the reader may see examples, in which names of people may stand.
    """
    labels = load().labels
    meanings = {title: name for name, title in preview["titles"].items()}
    examples = preview["examples"] if contents else {}
    return {
        "columns": [
            {
                "title": title,
                "field": f"column-{number}",
                "meaning": typed.get(f"column-{number}", meanings.get(title, "")),
                "examples": examples.get(title, []),
            }
            for number, title in enumerate(_titles(preview))
        ],
        "canonical": sorted(labels.items(), key=lambda pair: pair[1]),
        "needed": [" / ".join(labels[name] for name in group) for group in REQUIRED],
        "words": [
            {
                "word": word,
                "rows": rows,
                "field": f"word-{number}",
                "meaning": typed.get(f"word-{number}", ""),
            }
            for number, (word, rows) in enumerate(preview["words"].get("state", {}).items())
        ],
        "states": [(state, label) for state, label in STATES.items()],
        "profile": typed.get("profile", mapping.name if mapping else ""),
    }


def _titles(preview: dict[str, Any]) -> list[str]:
    """All titles of the file, those that are understood first."""
    return list(dict.fromkeys((*preview["titles"].values(), *preview["examples"])))


def written(typed: QueryDict, preview: dict[str, Any]) -> Mapping:
    """The layout that a form says; raises MappingError where it cannot be one."""
    columns: dict[str, str | None] = dict.fromkeys(preview["titles"])
    for number, title in enumerate(_titles(preview)):
        if meaning := typed.get(f"column-{number}", ""):
            columns[meaning] = title
    words = enumerate(preview["words"].get("state", {}))
    states = {word: meaning for number, word in words if (meaning := typed.get(f"word-{number}", ""))}
    made = Mapping(
        name=typed.get("profile", "").strip(), columns=columns, values={"state": states} if states else {}
    )
    return Mapping.from_yaml(made.to_yaml())
