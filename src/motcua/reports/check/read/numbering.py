"""Numbers and bullets that Word sets itself: they do not stand in the text, and still are part of the report."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from motcua.reports.check.outline import roman

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LEVELS = 9


@dataclass(frozen=True)
class _Level:
    form: str
    text: str
    start: int


class Labels:
    """Gives each paragraph its label, counting as Word counts; paragraphs must be asked in their order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._levels = _lists(numbering) if numbering is not None else {}
        self._styles = _styled(styles) if styles is not None else {}
        self._counts: dict[str, list[int | None]] = {}

    def of(self, paragraph: etree._Element) -> str:
        """The label of a paragraph («1.», «a)», «-»), empty where it has none."""
        number, level = self._numbered(paragraph)
        levels = self._levels.get(number)
        if levels is None or level not in levels:
            return ""
        counts = self._counts.setdefault(number, [None] * _LEVELS)
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return _written(levels, counts, level)

    def _numbered(self, paragraph: etree._Element) -> tuple[str, int]:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        style = properties.find(f"{_W}pStyle")
        number, level = (
            self._styles.get(style.get(f"{_W}val") or "", ("", 0)) if style is not None else ("", 0)
        )
        own = properties.find(f"{_W}numPr")
        return _given(own, number, level) if own is not None else (number, level)


def _given(element: etree._Element, number: str = "", level: int = 0) -> tuple[str, int]:
    """The list and level of a numPr; what it does not say is as the style has it."""
    named, deep = element.find(f"{_W}numId"), element.find(f"{_W}ilvl")
    found = (named.get(f"{_W}val") or "") if named is not None else number
    said = (deep.get(f"{_W}val") or "") if deep is not None else ""
    return found, min(int(said), _LEVELS - 1) if said.isdigit() else level


def _styled(styles: etree._Element) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for style in styles.iter(f"{_W}style"):
        own = style.find(f"{_W}pPr/{_W}numPr")
        if own is not None:
            found[style.get(f"{_W}styleId") or ""] = _given(own)
    return found


def _lists(numbering: etree._Element) -> dict[str, dict[int, _Level]]:
    abstract = {
        one.get(f"{_W}abstractNumId") or "": _levels(one) for one in numbering.iter(f"{_W}abstractNum")
    }
    found: dict[str, dict[int, _Level]] = {}
    for one in numbering.iter(f"{_W}num"):
        of = one.find(f"{_W}abstractNumId")
        if of is not None:
            found[one.get(f"{_W}numId") or ""] = abstract.get(of.get(f"{_W}val") or "", {})
    return found


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for one in abstract.iter(f"{_W}lvl"):
        deep = one.get(f"{_W}ilvl") or ""
        if deep.isdigit() and int(deep) < _LEVELS:
            start = _value(one, "start")
            found[int(deep)] = _Level(
                _value(one, "numFmt"), _value(one, "lvlText"), int(start) if start.isdigit() else 1
            )
    return found


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{_W}{name}")
    return (child.get(f"{_W}val") or "") if child is not None else ""


def _written(levels: dict[int, _Level], counts: list[int | None], level: int) -> str:
    one = levels[level]
    if one.form == "bullet":
        return "+" if one.text == "+" else "-"
    if one.form == "none":
        return ""
    text = one.text
    for deep in range(level + 1):
        value = counts[deep]
        form = levels[deep].form if deep in levels else "decimal"
        text = text.replace(f"%{deep + 1}", _figure(value if value is not None else 1, form))
    return text.strip()


def _figure(value: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        return roman(value) if form == "upperRoman" else roman(value).lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = _LETTERS[(value - 1) % len(_LETTERS)]
        return letter.upper() if form == "upperLetter" else letter
    return f"{value:02}" if form == "decimalZero" else str(value)
