"""Plain text, also with the marks of Markdown and with tables of bars or tabulators."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from motcua.reports.check.read.base import Block, Paragraph, Place, Reading
from motcua.reports.check.read.errors import Broken, NotAReport
from motcua.reports.check.read.tables import is_data, table
from motcua.reports.check.text.fold import fold, tidy

_MARKUP = re.compile(
    r"^\s{0,3}#{1,6}\s+|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{2,3}(?=\S)|(?<=\S)_{2,3}(?!\w)"
)
_RULE = re.compile(r"^[\s|:+=_*-]{3,}$")
_BAR = re.compile(r"^\s*\|.*\|\s*$")
_STARTS = re.compile(r"^\s*(?:[-–—•+*]|\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]+[.)]|[a-zđ]\)|\(|\|)\s*\S")
_ENDS = re.compile(r"[.:;!?…/]\s*$")
_WRAPPED_AT_MOST = 130
_NEAR = 0.72


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1258; raises NotAReport or Broken."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    if b"\x00" in content[:4096]:
        raise NotAReport("dữ liệu nhị phân")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _windows(content, error)


def _windows(content: bytes, error: UnicodeDecodeError) -> str:
    text = content.decode("utf-8", "replace")
    letters = sum(not char.isascii() for char in text)
    if text.count("\ufffd") * 10 < letters * 3:
        raise Broken(f"dòng {content[: error.start].count(10) + 1} có chữ bị hỏng")
    try:
        return content.decode("cp1258")
    except UnicodeDecodeError:
        raise NotAReport(
            "văn bản dùng bảng mã lạ (có thể là TCVN3, VNI)", "Lưu lại với bảng mã UTF-8"
        ) from None


def read(content: bytes, reading: Reading) -> list[Block]:
    """The blocks of a text file; a line is a paragraph unless the lines are broken at a fixed width."""
    lines = decode(content).splitlines()
    wrapped = _is_wrapped(lines)
    blocks: list[Block] = []
    for bars, group in groupby(enumerate(lines, start=1), key=lambda pair: _is_row(pair[1])):
        numbered = list(group)
        rows = _rows(numbered) if bars else []
        if is_data(rows):
            blocks.append(table(rows, Place(line=numbered[0][0])))
        else:
            blocks += _paragraphs(numbered, wrapped, reading)
        reading.step(numbered[-1][0], len(lines))
    return blocks


def _is_row(line: str) -> bool:
    return bool(_BAR.match(line)) or line.count("\t") > 1


def _rows(numbered: list[tuple[int, str]]) -> list[list[str]]:
    """The full grid of lines of cells."""
    rows = [[tidy(cell) for cell in _cells(line)] for _, line in numbered if not _RULE.match(line)]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _cells(line: str) -> list[str]:
    return line.strip().strip("|").split("|") if _BAR.match(line) else line.split("\t")


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines were broken at a fixed width: most that have a line right behind them are about as long as any."""
    followed = [len(line) for line, after in pairwise(lines) if line.strip() and after.strip()]
    longest = max((len(line) for line in lines), default=0)
    if len(followed) < 10 or longest > _WRAPPED_AT_MOST:
        return False
    return sum(length > _NEAR * longest for length in followed) > 0.5 * len(followed)


def _paragraphs(numbered: list[tuple[int, str]], wrapped: bool, reading: Reading) -> Iterator[Paragraph]:
    longest = max((len(line) for _, line in numbered), default=0)
    pieces: list[tuple[int, str]] = []
    for at, (line, text) in enumerate(numbered):
        if text.strip() and not (wrapped and pieces and _goes_on(numbered[at - 1][1], text, longest)):
            yield from _made(pieces, reading)
            pieces = []
        pieces += [(line, text)] if text.strip() else []
        if not text.strip():
            yield from _made(pieces, reading)
            pieces = []
    yield from _made(pieces, reading)


def _goes_on(before: str, text: str, longest: int) -> bool:
    return bool(before.strip()) and not _STARTS.match(text) and len(before.rstrip()) > _NEAR * longest


def _made(pieces: list[tuple[int, str]], reading: Reading) -> Iterator[Paragraph]:
    text = tidy(_MARKUP.sub("", " ".join(text.strip() for _, text in pieces)))
    if text and not _RULE.match(text) and fold(text).strip():
        yield Paragraph(reading.count(text), Place(line=pieces[0][0]))
