"""A draft as the bytes of a file, in every kind that is read."""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import Any

import docx
import typst

from motcua.reports.check.read import Document, read
from tests.checker.draft import Draft, Grid, Line, Slot

KINDS = ("txt", "docx", "html", "pdf")


def content(draft: Draft, kind: str) -> bytes:
    """The bytes of a draft as a file of a kind."""
    return {"txt": _text, "docx": _docx, "html": _html, "pdf": _pdf}[kind](draft)


def document(draft: Draft, kind: str = "docx") -> Document:
    """A draft written and read again."""
    return read(content(draft, kind), f"bao-cao.{kind}")


def cell_text(cell: str | Slot) -> str:
    return cell if isinstance(cell, str) else cell.text


def grid_rows(grid: Grid) -> list[list[str]]:
    """All rows as a full grid, the header's spanned cells repeated."""
    height, width = len(grid.header), len(grid.rows[0])
    head = [[""] * width for _ in range(height)]
    for at, row in enumerate(grid.header):
        column = 0
        for text, wide, high in row:
            while column < width and head[at][column]:
                column += 1
            for below in range(at, at + high):
                head[below][column : column + wide] = [text] * wide
            column += wide
    return head + [[cell_text(cell) for cell in row] for row in grid.rows]


def _text(draft: Draft) -> bytes:
    parts = []
    for block in draft.blocks:
        if isinstance(block, Line):
            parts.append(block.text)
        else:
            parts.append("\n".join("| " + " | ".join(row) + " |" for row in grid_rows(block)))
    return "\n\n".join(parts).encode()


def _docx(draft: Draft) -> bytes:
    made = docx.Document()
    for block in draft.blocks:
        if isinstance(block, Line):
            made.add_paragraph(block.text)
        else:
            _docx_table(made, block)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _docx_table(made: Any, grid: Grid) -> None:
    rows = grid_rows(grid)
    table = made.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(grid.rows, start=len(grid.header)):
        for column, cell in enumerate(row):
            table.cell(at, column).text = cell_text(cell)
    taken: set[tuple[int, int]] = set()
    for at, header in enumerate(grid.header):
        column = 0
        for text, wide, high in header:
            while (at, column) in taken:
                column += 1
            taken |= {(r, c) for r in range(at, at + high) for c in range(column, column + wide)}
            table.cell(at, column).merge(table.cell(at + high - 1, column + wide - 1)).text = text
            column += wide


def _html(draft: Draft) -> bytes:
    parts = ["<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>Báo cáo</title></head><body>"]
    for block in draft.blocks:
        if isinstance(block, Line):
            parts.append(f"<p>{escape(block.text)}</p>")
        else:
            parts.append(_html_table(block))
    return "\n".join([*parts, "</body></html>"]).encode()


def _html_table(grid: Grid) -> str:
    head = "".join(
        "<tr>"
        + "".join(f"<th colspan='{wide}' rowspan='{high}'>{escape(text)}</th>" for text, wide, high in row)
        + "</tr>"
        for row in grid.header
    )
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell_text(cell))}</td>" for cell in row) + "</tr>" for row in grid.rows
    )
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _pdf(draft: Draft) -> bytes:
    parts = ["#set page(paper: \"a4\", margin: (left: 30mm, right: 15mm, y: 20mm), numbering: \"1\", number-align: top + center)",
             "#set text(font: \"Tinos\", size: 14pt, lang: \"vi\")", "#set par(justify: true, first-line-indent: (amount: 1.27cm, all: true))"]  # fmt: skip
    for block in draft.blocks:
        if isinstance(block, Line):
            text = _quoted(block.text.replace("\n", " "))
            align = "center" if block.kind in ("head", "title") else "left"
            parts.append(
                f"#align({align})[#par[#text({text})]]" if align == "center" else f"#par[#text({text})]"
            )
        else:
            parts.append(_pdf_table(block))
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[_fonts()])
    made = typst.Compiler("\n\n".join(parts).encode(), font_paths=fonts).compile(format="pdf")
    assert isinstance(made, bytes)
    return made


def _pdf_table(grid: Grid) -> str:
    cells = [
        f"table.cell(colspan: {wide}, rowspan: {high})[#text({_quoted(text)})]"
        for row in grid.header
        for text, wide, high in row
    ]
    cells += [f"[#text({_quoted(cell_text(cell))})]" for row in grid.rows for cell in row]
    width = len(grid.rows[0])
    return f"#text(size: 9pt)[#table(columns: {width}, inset: 2pt, {', '.join(cells)})]"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _fonts() -> str:
    from importlib.resources import files

    return str(files("motcua.reports") / "fonts")
