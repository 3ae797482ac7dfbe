"""A form's data and its wording made into a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from motcua.reports.printed.document import Block, Paragraph, Printed, Signed
from motcua.reports.printed.inline import GAP, Known, broken, filled, sentence
from motcua.reports.printed.qr import address_of, page_of
from motcua.reports.printed.table import table_of
from motcua.reports.printed.values import TEXT, values_of
from motcua.reports.printed.wording import Choice, Piece, SignaturePiece, Wording
from motcua.reports.runs import Run
from motcua.reports.vietnamese import agency_lines, short_date


def composed(data: Any, wording: Wording, public_url: str = "") -> Printed:
    """The document of a form's data in a wording; `public_url` is where a dossier is looked up, with `{code}`."""
    values = {**values_of(data), "look_up": page_of(public_url)}
    known = with_terms(Known(values, wording.blanks), wording)
    return Printed(
        name=wording.name,
        mark=mark(wording),
        author=data.head.agency,
        day=data.head.day,
        superior=agency_lines(known.values["head.superior"]) if data.head.superior else (),
        agency=agency_lines(known.values["head.agency"]),
        under=_lines(wording.under_agency, known),
        place_and_date=_plain(wording.place_and_date, known).strip(", "),
        title=tuple(_plain(line, known) for line in wording.title),
        subject=tuple(line for text in wording.subject if (line := _plain(text, known))),
        under_title=_lines(wording.under_title, known),
        qr=address_of(public_url, _plain(wording.qr, known)),
        body=tuple(_blocks(wording.body, known, wording)),
        signed=tuple(_signed(place, known) for place in wording.signatures if _holds(place, known)),
        recipients=_recipients(wording, known),
        after=tuple(_blocks(wording.after, known, wording)),
        landscape=wording.landscape,
        size=wording.size,
        gap=wording.gap,
        sheet=wording.sheet,
    )


def mark(wording: Wording) -> str:
    """Which form in which version: «Mẫu số 01, Thông tư số 03/2025/TT-VPCP – phiên bản 15/9/2025»."""
    own = f", đơn vị sửa đổi {short_date(wording.own)}" if wording.own else ""
    named = ", ".join(text for text in (wording.number or wording.name, wording.issued) if text)
    return f"{named} – phiên bản {short_date(wording.since)}{own}"


def with_terms(known: Known, wording: Wording) -> Known:
    """The values with the terms of the wording that their conditions choose."""
    chosen = {name: _chosen(choices, known) for name, choices in wording.terms.items()}
    return replace(known, values={**known.values, **chosen})


def _chosen(choices: Sequence[Choice], known: Known) -> str:
    found = next((one.text for one in choices if not one.when or known.has(one.when)), "")
    return _plain(found, known)


def _plain(text: str, known: Known) -> str:
    return "".join(run.text for run in filled(text, known)).replace("\n", " ")


def _holds(one: Piece | SignaturePiece, known: Known) -> bool:
    return (not one.when or known.has(one.when)) and not (one.unless and known.has(one.unless))


def _lines(texts: Sequence[str], known: Known) -> tuple[tuple[Run, ...], ...]:
    return tuple(line for text in texts for line in broken(filled(text, known)) if line)


def _blocks(pieces: Sequence[Piece], known: Known, wording: Wording) -> Iterator[Block]:
    for piece in pieces:
        if not _holds(piece, known):
            continue
        if piece.table:
            yield table_of(piece.table, known, lambda entry: with_terms(known.inside(entry), wording))
        elif piece.each:
            for entry in known.values.get(piece.each, ()):
                yield from _paragraphs(piece, with_terms(known.inside(entry), wording))
        else:
            yield from _paragraphs(piece, known)


def _paragraphs(piece: Piece, known: Known) -> Iterator[Paragraph]:
    """One paragraph of the piece's parts; more where a value has line breaks."""
    between = GAP if piece.style in ("line", "centre") else " "
    for line in broken(sentence(piece.parts, known, between)):
        yield Paragraph(line, piece.style)  # type: ignore[arg-type]


def _signed(place: SignaturePiece, known: Known) -> Signed:
    given = [entry[TEXT] for entry in known.values.get(place.lines_of, ())]
    lines = given or [_plain(line, known) for line in place.lines]
    return Signed(tuple(line for line in lines if line), _plain(place.hint, known), _plain(place.name, known))


def _recipients(wording: Wording, known: Known) -> tuple[str, ...]:
    given = [entry[TEXT] for entry in known.values.get(wording.recipients_of, ())]
    found = given or [_plain(line, known) for line in wording.recipients]
    return tuple(line for line in found if line)
