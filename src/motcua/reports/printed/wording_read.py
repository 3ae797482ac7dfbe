"""Reading a wording from the content of its file; what is not understood is refused, not passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

from motcua.reports.printed.document import Align, Style
from motcua.reports.printed.wording import (
    CellPiece,
    Choice,
    Piece,
    SignaturePiece,
    TablePiece,
    Wording,
)

KEYS = {
    "number", "issued", "name", "title", "subject", "under_agency", "under_title", "place_and_date", "qr", "landscape",
    "size", "gap", "sheet", "blanks", "terms", "body", "signatures", "recipients", "recipients_of", "after",
}  # fmt: skip
_STYLES: tuple[Style, ...] = get_args(Style)
_ALIGNS: tuple[str, ...] = get_args(Align)


def read(key: str, content: Mapping[str, Any], since: date, own: date | None) -> Wording:
    """The wording of the form `key`; raises ValueError, saying which part is missing or not understood."""
    _only(content, KEYS, "tệp")
    return Wording(
        key=key, since=since, own=own,
        number=_text(content, "number"), issued=_text(content, "issued"), name=_needed(content, "name"),
        title=_texts(content, "title"), subject=_texts(content, "subject"),
        under_agency=_texts(content, "under_agency"), under_title=_texts(content, "under_title"),
        place_and_date=_text(content, "place_and_date"), qr=_text(content, "qr"),
        landscape=bool(content.get("landscape")), size=_number(content, "size", 13), gap=_number(content, "gap", 3),
        sheet=_text(content, "sheet"),
        blanks={name: str(text) for name, text in _mapping(content, "blanks").items()},
        terms={name: _choices(name, found) for name, found in _mapping(content, "terms").items()},
        body=_pieces(content, "body"), after=_pieces(content, "after"),
        signatures=tuple(_signature(one) for one in _list(content, "signatures")),
        recipients=_texts(content, "recipients"), recipients_of=_text(content, "recipients_of"),
    )  # fmt: skip


def _only(content: Mapping[str, Any], keys: set[str], where: str) -> None:
    for key in content:
        if key not in keys:
            raise ValueError(f"{where} có khóa lạ “{key}” (được dùng: {', '.join(sorted(keys))})")


def _text(content: Mapping[str, Any], key: str) -> str:
    value = content.get(key, "")
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise ValueError(f"“{key}” phải là chữ")
    return str(value)


def _needed(content: Mapping[str, Any], key: str) -> str:
    if not (text := _text(content, key)):
        raise ValueError(f"thiếu “{key}”")
    return text


def _number(content: Mapping[str, Any], key: str, default: float) -> float:
    value = content.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 500:
        raise ValueError(f"“{key}” phải là số từ 0 đến 500")
    return float(value)


def _list(content: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = content.get(key) or ()
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValueError(f"“{key}” phải là danh sách")
    return value


def _mapping(content: Any, key: str) -> Mapping[str, Any]:
    value = content.get(key) or {}
    if not isinstance(value, Mapping):
        raise ValueError(f"“{key}” phải gồm các dòng “tên: chữ”")
    return value


def _texts(content: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = content.get(key)
    listed = [value] if isinstance(value, str) else _list(content, key)
    if not all(isinstance(one, str | int | float) for one in listed):
        raise ValueError(f"“{key}” phải là chữ hoặc danh sách các chữ")
    return tuple(str(one) for one in listed)


def _choices(name: str, found: Any) -> tuple[Choice, ...]:
    if isinstance(found, str):
        return (Choice(found),)
    choices = []
    for one in _list({name: found}, name):
        _only(one, {"text", "when"}, f"terms.{name}")
        choices.append(Choice(_text(one, "text"), _text(one, "when")))
    return tuple(choices)


def _pieces(content: Mapping[str, Any], key: str) -> tuple[Piece, ...]:
    return tuple(_piece(one, f"{key}, mục {order}") for order, one in enumerate(_list(content, key), 1))


def _piece(content: Any, where: str) -> Piece:
    if not isinstance(content, Mapping):
        raise ValueError(f"{where}: phải viết “kiểu: chữ”, kiểu là {', '.join(_STYLES)} hoặc table")
    _only(content, {*_STYLES, "table", "each", "when", "unless"}, where)
    styles = [style for style in _STYLES if style in content]
    if len(styles) + ("table" in content) != 1:
        raise ValueError(f"{where}: phải có đúng một trong {', '.join(_STYLES)}, table")
    when, unless, each = (_text(content, key) for key in ("when", "unless", "each"))
    if not styles:
        return Piece("table", when=when, unless=unless, table=_table(content["table"], f"{where}, table"))
    return Piece(styles[0], _texts(content, styles[0]), each, when, unless)


def _table(content: Any, where: str) -> TablePiece:
    if not isinstance(content, Mapping):
        raise ValueError(f"{where}: phải có each, widths, header, rows")
    _only(content, {"each", "widths", "header", "rows", "at_least", "size"}, where)
    widths = tuple(_number({"widths": one}, "widths", 0) for one in _list(content, "widths"))
    return TablePiece(
        each=_needed(content, "each"),
        widths=widths,
        header=_rows(content, "header", where, "center"),
        rows=_rows(content, "rows", where, "left"),
        at_least=int(_number(content, "at_least", 0)),
        size=_number(content, "size", 12),
    )


def _rows(content: Mapping[str, Any], key: str, where: str, align: str) -> tuple[tuple[CellPiece, ...], ...]:
    rows = _list(content, key)
    if rows and not isinstance(rows[0], list):
        rows = [rows]
    return tuple(tuple(_cell(one, f"{where}, {key}", align) for one in row) for row in rows)


def _cell(content: Any, where: str, align: str) -> CellPiece:
    if isinstance(content, str):
        return CellPiece((content,), align)  # type: ignore[arg-type]
    if not isinstance(content, Mapping):
        raise ValueError(f"{where}: ô phải là chữ, hoặc có text, align, columns, rows, room, qr")
    _only(content, {"text", "align", "columns", "rows", "room", "qr"}, where)
    aligned = _text(content, "align") or align
    if aligned not in _ALIGNS:
        raise ValueError(f"{where}: align là một trong {', '.join(_ALIGNS)}")
    columns, rows = (int(_number(content, key, 1)) for key in ("columns", "rows"))
    room, qr = _number(content, "room", 0), _text(content, "qr")
    return CellPiece(_texts(content, "text"), aligned, columns, rows, room, qr)  # type: ignore[arg-type]


def _signature(content: Any) -> SignaturePiece:
    if not isinstance(content, Mapping):
        raise ValueError("signatures: mỗi chỗ ký có lines, hint, name")
    _only(content, {"lines", "lines_of", "hint", "name", "when", "unless"}, "signatures")
    of, hint, name, when, unless = (
        _text(content, key) for key in ("lines_of", "hint", "name", "when", "unless")
    )
    return SignaturePiece(_texts(content, "lines"), of, hint, name, when, unless)
