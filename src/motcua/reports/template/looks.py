"""How text of a Word document looks: defaults, styles and what is set in place, each over the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

Found = dict[str, Any]
_DEEP = 20
"""How many styles may rest on each other."""
_OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True)
class RunLook:
    """Letters: weight, size in points, raised or lowered, a colour behind them."""

    bold: bool
    italic: bool
    underline: bool
    caps: bool
    size: float
    script: str
    shade: str


@dataclass(frozen=True)
class ParagraphLook:
    """A paragraph: alignment, indents and spacing in points, distance of lines (times, or points where exact), rules."""

    align: str
    left: float
    right: float
    first: float
    before: float
    after: float
    lines: float
    exact: bool
    keep: bool
    top: bool
    bottom: bool


class Looks:
    """The looks of a document's paragraphs and runs."""

    def __init__(self, styles: Any) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
        self._default = next(
            (key for key, style in self._styles.items() if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true")),
            "",
        )  # fmt: skip
        self._defaults: tuple[Found, Found] = ({}, {})
        for kept, path, read in ((0, "pPr", _paragraph), (1, "rPr", _run)):
            for element in styles.iterfind(
                f"{qn('w:docDefaults')}/{qn(f'w:{path}Default')}/{qn(f'w:{path}')}"
            ):
                self._defaults[kept].update(read(element))
        self._kept: dict[str, tuple[Found, Found]] = {}

    def paragraph(self, element: Any, table_style: str = "") -> ParagraphLook:
        """The look of a paragraph, in a table of this style."""
        own = element.find(qn("w:pPr"))
        found = {**self._defaults[0], **self._of(table_style)[0], **self._of(self._style(own))[0]}
        found |= _paragraph(own) if own is not None else {}
        return ParagraphLook(
            align=found.get("align", "left"), left=found.get("left", 0.0), right=found.get("right", 0.0),
            first=found.get("first", 0.0), before=found.get("before", 0.0), after=found.get("after", 0.0),
            lines=found.get("lines", 1.0), exact=found.get("exact", False), keep=found.get("keep", False),
            top=found.get("top", False), bottom=found.get("bottom", False),
        )  # fmt: skip

    def run(self, element: Any | None, paragraph: Any, table_style: str = "") -> RunLook:
        """The look of a run in a paragraph; without one that of the paragraph's end, which is an empty one's height."""
        above = paragraph.find(qn("w:pPr"))
        own = element.find(qn("w:rPr")) if element is not None else None
        if element is None and above is not None:
            own = above.find(qn("w:rPr"))
        found = {**self._defaults[1], **self._of(table_style)[1], **self._of(self._style(above))[1]}
        named = own.find(qn("w:rStyle")) if own is not None else None
        found |= self._of(named.get(qn("w:val")) or "")[1] if named is not None else {}
        found |= _run(own) if own is not None else {}
        return RunLook(
            bold=found.get("b", False), italic=found.get("i", False), underline=found.get("u", False),
            caps=found.get("caps", False), size=found.get("size", 10.0), script=found.get("script", ""),
            shade=found.get("shade", ""),
        )  # fmt: skip

    def borders(self, style: str) -> Any | None:
        """The borders that a table's style has, its own or of those it rests on."""
        for element in reversed(self._chain(style)):
            borders = element.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
            if borders is not None:
                return borders
        return None

    def _style(self, properties: Any | None) -> str:
        named = properties.find(qn("w:pStyle")) if properties is not None else None
        return str(named.get(qn("w:val"))) if named is not None else self._default

    def _of(self, style: str) -> tuple[Found, Found]:
        if style not in self._kept:
            found: tuple[Found, Found] = ({}, {})
            for element in self._chain(style):
                for place, path, read in ((0, "w:pPr", _paragraph), (1, "w:rPr", _run)):
                    if (own := element.find(qn(path))) is not None:
                        found[place].update(read(own))
            self._kept[style] = found
        return self._kept[style]

    def _chain(self, style: str) -> list[Any]:
        """A style with those it rests on, the lowest first."""
        chain: list[Any] = []
        while style in self._styles and len(chain) < _DEEP:
            chain.append(self._styles[style])
            below = self._styles[style].find(qn("w:basedOn"))
            style = str(below.get(qn("w:val"))) if below is not None else ""
        return chain[::-1]


def points(element: Any | None, name: str, per: float = 20) -> float | None:
    """A length in points, from an attribute in twentieths (or `per`); None where there is none that can be read."""
    text = element.get(qn(f"w:{name}")) if element is not None else None
    try:
        return float(text) / per if text is not None else None
    except ValueError:
        return None


def _paragraph(element: Any) -> Found:
    found: Found = {}
    if (align := element.find(qn("w:jc"))) is not None:
        found["align"] = {"both": "justify", "center": "center", "right": "right", "end": "right"}.get(
            align.get(qn("w:val")), "left"
        )
    found |= _indents(element.find(qn("w:ind"))) | _spacing(element.find(qn("w:spacing")))
    if (keep := element.find(qn("w:keepNext"))) is not None:
        found["keep"] = _on(keep)
    if (rules := element.find(qn("w:pBdr"))) is not None:
        for side in ("top", "bottom"):
            rule = rules.find(qn(f"w:{side}"))
            found[side] = rule is not None and rule.get(qn("w:val")) not in ("nil", "none")
    return found  # fmt: skip


def _indents(element: Any | None) -> Found:
    read = {
        "left": points(element, "left") if points(element, "left") is not None else points(element, "start"),
        "right": points(element, "right") if points(element, "right") is not None else points(element, "end"),
        "first": points(element, "firstLine"),
    }
    if (hanging := points(element, "hanging")) is not None:
        read["first"] = -hanging
    return {name: value for name, value in read.items() if value is not None}


def _spacing(element: Any | None) -> Found:
    read: Found = {"before": points(element, "before"), "after": points(element, "after")}
    line = points(element, "line", 1)
    if element is not None and line is not None:
        read["exact"] = element.get(qn("w:lineRule")) == "exact"
        times = element.get(qn("w:lineRule")) in (None, "auto")
        read["lines"] = line / 240 if times else line / 20 if read["exact"] else 1.0
    return {name: value for name, value in read.items() if value is not None}


def _run(element: Any) -> Found:
    found: Found = {}
    for name in ("b", "i", "u", "caps"):
        if (given := element.find(qn(f"w:{name}"))) is not None:
            found[name] = _on(given)
    if (size := points(element.find(qn("w:sz")), "val", 2)) is not None:
        found["size"] = size
    if (script := element.find(qn("w:vertAlign"))) is not None:
        found["script"] = {"superscript": "super", "subscript": "sub"}.get(script.get(qn("w:val")), "")
    if (shade := element.find(qn("w:shd"))) is not None:
        fill = shade.get(qn("w:fill")) or ""
        found["shade"] = f"#{fill.lower()}" if len(fill) == 6 and fill.upper() != "FFFFFF" else ""
    return found


def _on(element: Any) -> bool:
    return (element.get(qn("w:val")) or "1") not in _OFF
