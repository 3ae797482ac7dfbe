"""The words of outside systems: titles of columns, names of states, channels and reasons. Data in the files beside."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from motcua.hub.text import fold, squeeze

KIND_OF_COLUMN = {
    "state": "state",
    "channel": "channel",
    "level": "level",
    "payment": "payment",
    "digitised": "yesno",
    "result_attached": "yesno",
    "reused": "yesno",
}
"""Columns whose words are translated, and the kind of value that is in them."""

_FILES = {
    "state": "states",
    "channel": "channels",
    "level": "levels",
    "payment": "payments",
    "yesno": "yesno",
}
_LAYOUT = {"name": str, "system": str, "sheet": str, "columns": dict, "values": dict}
_LAYOUT |= {"time_formats": list, "defaults": dict, "fields": list}
_NOTHING = ("", "~")
_UNSURE = 1000
_CLOSE = 0.7


@dataclass(frozen=True)
class Candidate:
    """A canonical column that a title may stand for; the lower `rank` is the more specific title."""

    column: str
    rank: int

    @property
    def unsure(self) -> bool:
        """Whether the title alone is not enough: the content of the column has to fit as well."""
        return self.rank >= _UNSURE


@dataclass(frozen=True)
class ContextRule:
    """`title` means `means` where a title of `beside` stands in the file and no other column is one of `without`."""

    title: str
    beside: frozenset[str]
    without: frozenset[str]
    means: str


@dataclass(frozen=True)
class Vocabulary:
    """Titles and values as they are in use; every key is squeezed (titles) or folded (values)."""

    labels: Mapping[str, str]
    titles: Mapping[str, tuple[Candidate, ...]]
    ignored: frozenset[str]
    row_numbers: frozenset[str]
    context: tuple[ContextRule, ...]
    values: Mapping[str, Mapping[str, str]]
    reasons: tuple[tuple[str, re.Pattern[str]], ...]
    footers: tuple[tuple[str, re.Pattern[str]], ...]
    as_of: tuple[re.Pattern[str], ...]
    not_as_of: re.Pattern[str]
    issuers: Mapping[str, str] = field(default_factory=dict)

    def match_header(self, title: str) -> tuple[Candidate, ...]:
        """The canonical columns a title may stand for, best first; what stands in brackets may be left out."""
        for key in _title_keys(title):
            if key in self.titles:
                return self.titles[key]
        return ()

    def is_ignored(self, title: str) -> bool:
        """Whether the title is known and of no use for counting (STT, e-mail, …)."""
        return any(key in self.ignored for key in _title_keys(title))

    def is_row_number(self, title: str) -> bool:
        """Whether the title is that of running numbers (STT)."""
        return any(key in self.row_numbers for key in _title_keys(title))

    def value(self, kind: str, text: str) -> str | None:
        """The canonical word of a kind ("state", "channel", "level", "payment", "yesno", "reason"); None if unknown."""
        if kind == "reason":
            folded = fold(text)
            return next((name for name, pattern in self.reasons if pattern.search(folded)), None)
        known = self.values[kind]
        found = next((known[key] for key in _value_keys(text) if key in known), None)
        if found is None and kind == "yesno" and text.lstrip().startswith("["):
            return "no" if text.strip() == "[]" else "yes"
        return found

    def translate(self, kind: str, texts: pl.Series) -> tuple[pl.Series, dict[str, int]]:
        """A column of words as canonical words (null where unknown), and the unknown ones with their counts."""
        counts = texts.drop_nulls().value_counts()
        words = dict(zip(counts[texts.name].to_list(), counts["count"].to_list(), strict=True))
        known = {word: self.value(kind, word) for word in words}
        unknown = {word: words[word] for word in sorted(words) if known[word] is None}
        return texts.replace_strict(known, default=None, return_dtype=pl.String), unknown

    def canonical_values(self, kind: str) -> set[str]:
        """All canonical words of a kind."""
        return set(self.values[kind].values())

    def closest_column(self, title: str) -> str | None:
        """The canonical column whose known titles are most like this one, if any is near."""
        near = difflib.get_close_matches(squeeze(title), self.titles, n=1, cutoff=_CLOSE)
        return self.titles[near[0]][0].column if near else None

    def closest_value(self, kind: str, text: str) -> str | None:
        """The canonical word whose known forms are most like this one, if any is near."""
        near = difflib.get_close_matches(fold(text), self.values[kind], n=1, cutoff=_CLOSE)
        return self.values[kind][near[0]] if near else None

    def extended(
        self, columns: Mapping[str, str | None], values: Mapping[str, Mapping[str, str]]
    ) -> Vocabulary:
        """This vocabulary with the word of one layout put first.

        A column of `columns` is the title given and no other; with None the column is not read at all.
        """
        own = {squeeze(title): (Candidate(name, 0),) for name, title in columns.items() if title}
        kept = {
            key: tuple(candidate for candidate in candidates if candidate.column not in columns)
            for key, candidates in self.titles.items()
        }
        words = {
            kind: {**known, **{fold(word) or word: meaning for word, meaning in values.get(kind, {}).items()}}
            for kind, known in self.values.items()
        }
        context = tuple(r for r in self.context if r.means not in columns and r.title not in own)
        titles = {key: found for key, found in kept.items() if found} | own
        return replace(self, titles=titles, values=words, context=context)


@cache
def load() -> Vocabulary:
    """The vocabulary of the files beside this module."""
    headers, layout = _read("headers"), _read("layout")
    return Vocabulary(
        labels={name: entry["label"] for name, entry in headers["columns"].items()},
        titles=_titles(headers["columns"]),
        ignored=frozenset(_squeezed(headers["ignored"])),
        row_numbers=frozenset(_squeezed(headers["row_numbers"])),
        context=tuple(_context(rule) for rule in headers["context"]),
        values={kind: _words(_read(name)) for kind, name in _FILES.items()},
        reasons=tuple((kind, re.compile(pattern)) for kind, pattern in _read("reasons")),
        footers=tuple((kind, re.compile(pattern)) for kind, pattern in layout["footers"]),
        as_of=tuple(re.compile(rf"\b{marker}\b") for marker in layout["as_of"]),
        not_as_of=re.compile(layout["not_as_of"]),
        issuers=_read("issuers"),
    )


def read_yaml(text: str) -> tuple[Any, dict[str, int]]:
    """YAML in which every scalar is a string ("no", "1" and "02" are words here), and the line of every key.

    Keys are joined by dots ("values.state.Xong"), lines are 1-based; a key written twice raises a `YAMLError`.
    """
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(text)
    try:
        node = loader.get_single_node()
        lines = dict(_key_lines(node))
        return (loader.construct_document(node) if node else None), lines
    finally:
        loader.dispose()


def _key_lines(node: yaml.Node | None, path: str = "") -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value, 1):
            yield from [(f"{path}{index}", item.start_mark.line + 1), *_key_lines(item, f"{path}{index}.")]
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"khóa “{key.value}” viết hai lần", problem_mark=key.start_mark
                )
            seen.add(key.value)
            yield from [
                (f"{path}{key.value}", key.start_mark.line + 1),
                *_key_lines(value, f"{path}{key.value}."),
            ]


def layout_problems(data: Any, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """What is wrong with the content of a layout file: key and problem (Vietnamese), in the order of the file."""
    if not isinstance(data, dict | None):
        yield "", "tệp phải gồm các khóa, không phải một danh sách hay một dòng chữ"
        return
    for key, value in (data or {}).items():
        if key not in _LAYOUT:
            yield key, _not_one_of(key, _LAYOUT)
        elif value not in _NOTHING and not isinstance(value, _LAYOUT[key]):
            yield key, "giá trị không đúng kiểu"
        elif isinstance(value, dict):
            yield from _problems_below(key, value, vocabulary)
        elif key == "fields" and value not in _NOTHING:
            yield from _problems_of_rules(value, vocabulary)


def _problems_below(key: str, entries: dict[str, Any], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    known: Mapping[str, Any] = vocabulary.values if key == "values" else vocabulary.labels
    for name, value in entries.items():
        path = f"{key}.{name}"
        if name not in known:
            yield path, _not_one_of(name, known)
        elif value not in _NOTHING and not isinstance(value, dict if key == "values" else str):
            yield path, "giá trị không đúng kiểu"
        elif isinstance(value, dict):
            yield from _problems_of_words(path, value, vocabulary.canonical_values(name))
        elif key == "defaults" and name in KIND_OF_COLUMN:
            yield from _problems_of_words(
                key, {name: value}, vocabulary.canonical_values(KIND_OF_COLUMN[name])
            )


def _problems_of_words(path: str, words: dict[str, Any], meanings: set[str]) -> Iterator[tuple[str, str]]:
    for word, meaning in words.items():
        if meaning not in meanings:
            yield f"{path}.{word}", _not_one_of(meaning, meanings)


def _problems_of_rules(rules: list[Any], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for number, rule in enumerate(rules, 1):
        if not isinstance(rule, dict) or set(rule) != {"column", "contains", "field_name"}:
            yield f"fields.{number}", "cần đúng ba khóa column, contains, field_name"
        elif rule["column"] not in vocabulary.labels:
            yield f"fields.{number}.column", _not_one_of(rule["column"], vocabulary.labels)


def _not_one_of(word: Any, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(str(word), list(known), n=1)
    return f"không có “{word}”" + (
        f", có phải “{near[0]}”?" if near else f", chỉ có: {', '.join(sorted(known))}"
    )


def _read(name: str) -> Any:
    return read_yaml(Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8"))[0]


def _titles(columns: dict[str, Any]) -> dict[str, tuple[Candidate, ...]]:
    found: dict[str, list[Candidate]] = {}
    for name, entry in columns.items():
        for first, titles in ((0, entry["names"]), (_UNSURE, entry.get("also", []))):
            for rank, title in enumerate(titles, first):
                found.setdefault(squeeze(title), []).append(Candidate(name, rank))
    return {key: tuple(sorted(group, key=lambda one: one.rank)) for key, group in found.items()}


def _words(groups: dict[str, list[str]]) -> dict[str, str]:
    return {fold(word) or word: meaning for meaning, words in groups.items() for word in words}


def _context(rule: dict[str, Any]) -> ContextRule:
    beside = frozenset(_squeezed(rule["beside"]))
    return ContextRule(squeeze(rule["title"]), beside, frozenset(rule["without"]), rule["means"])


def _squeezed(titles: Iterable[str]) -> list[str]:
    return [squeeze(title) or title for title in titles]


@lru_cache(maxsize=20_000)
def _title_keys(title: str) -> tuple[str, ...]:
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", title)
    unnumbered = re.sub(r"^\W*\d+\W+", "", bare)
    keys = [squeeze(title), squeeze(bare), squeeze(unnumbered), title.strip()]
    return tuple(dict.fromkeys(key for key in keys if key))


def _value_keys(text: str) -> tuple[str, ...]:
    stripped = text.strip()
    whole = re.sub(r"^0*(\d+)(?:[.,]0+)?$", r"\1", stripped)
    bare = fold(re.sub(r"\([^)]*\)", " ", stripped))
    return (fold(whole) or stripped, bare, re.sub(r"^\d{1,2} (?=\D)", "", bare))
