"""The form of a version: what a content looks like in its fields, and what the fields say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.boards.catalogue import words
from motcua.boards.catalogue.own import minute_of
from motcua.boards.words import CHANNELS, LEVELS
from motcua.catalogue.content import Fee, LegalGround, Paper, Result
from motcua.catalogue.contents import TIERS, Content, LaneContent
from motcua.catalogue.versions import LEVELS as LEVEL_WORDS
from motcua.rules.lanes import USUAL, Lane
from motcua.rules.measures import Channel
from motcua.rules.terms import OnResume, Term, TermRules, TermUnit

SPARE_PAPERS = 2
MOST_PAPERS = 200
_MOST = 3650
_AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+")
_CHARGE, _FEE = "lệ phí", "phí"
"""As people write the kind of a fee in a line of the form."""
_LANES = (Lane.SAME_DAY, Lane.ON_THE_SPOT, Lane.EXPRESS)
_ONE_LINE = ("name", "field", "kind", "decision", "workflow")
_OF_PAPER = ("code", "condition", "case", "form")
_LONGEST = 20_000
_LONGEST_OF = {"name": 2_000, "field": 200, "kind": 100, "decision": 200, "workflow": 80}
"""The most characters of a field of the form, as the catalogue can keep them."""
_LINES = ("agency", "receiving_agency", "issuing_agency")


@dataclass
class Filled:
    """What was typed: the content as far as it is understood, and problems by the name of their field."""

    content: Content
    problems: dict[str, str] = field(default_factory=dict)


def filled(posted: QueryDict) -> Filled:
    """The content of a posted form."""
    return _Reader(posted).read()


class _Reader:
    def __init__(self, posted: QueryDict) -> None:
        self.posted = posted
        self.problems: dict[str, str] = {}

    def read(self) -> Filled:
        said: dict[str, Any] = {name: " ".join(self._text(name).split()) for name in _ONE_LINE}
        said |= {name: "\n".join(_lines(self._text(name))) for name in _LINES}
        said |= {name: bool(self._text(name)) for name in _FLAGS}
        level, resume = self._text("level"), self._text("on_resume")
        content = Content(
            **said,
            level=level if level in LEVEL_WORDS else "none",
            term=self._term("term"),
            channel_terms=tuple((c, term) for c in Channel if (term := self._term(f"term_{c:d}"))),
            rules=self._rules(""),
            on_resume=OnResume(resume) if resume in set(OnResume) else OnResume.CONTINUE,
            lanes=tuple(self._lane(lane) for lane in _LANES if self._text(f"lane_{lane:d}")),
            tiers=tuple(tier for tier in TIERS if self._text(f"tier_{tier}")),
            fees=tuple((c, fees) for c in Channel if (fees := tuple(self._fees(f"fees_{c:d}")))),
            fee_note=self._text("fee_note").strip(),
            channel_notes=tuple((c, note) for c in Channel if (note := self._text(f"note_{c:d}").strip())),
            papers=tuple(self._papers()),
            results=tuple(map(_result, _lines(self._text("results")))),
            grounds=tuple(_ground(line) for line in _lines(self._text("grounds"))),
        )
        for name, wanted in (("name", _("Write the name.")), ("field", _("Write the field."))):
            if not said[name]:
                self.problems[name] = wanted
        if not content.channels:
            self.problems["channels"] = _("Choose at least one channel.")
        return Filled(content.tidy(), self.problems)

    def _text(self, name: str) -> str:
        text = self.posted.get(name, "").replace("\r\n", "\n").replace("\x00", "")
        if len(text) > (most := _LONGEST_OF.get(name, _LONGEST)):
            words = {"text": text[:40], "most": f"{most:,}".replace(",", ".")}
            self.problems["long"] = _("“%(text)s…” is too long; at most %(most)s characters.") % words
        return text

    def _term(self, name: str) -> Term | None:
        written, unit = self._text(f"{name}_amount").strip(), self._text(f"{name}_unit")
        if not written:
            return None
        amount = int(written) if written.isascii() and written.isdecimal() and len(written) < 6 else 0
        if not 1 <= amount <= _MOST or unit not in set(TermUnit):
            self.problems[name] = _("Write the term as a whole number, 1 or more.")
            return None
        return Term(amount, TermUnit(unit))

    def _rules(self, prefix: str) -> TermRules:
        written = self._text(f"{prefix}cut_off")
        if written.strip() and minute_of(written) is None:
            self.problems[f"{prefix}cut_off"] = _("Write the hour as 15:00.")
        return TermRules(minute_of(written), bool(self._text(f"{prefix}count_day")))

    def _lane(self, lane: Lane) -> LaneContent:
        return LaneContent(lane, self._term(f"lane_{lane:d}"), self._rules(f"lane_{lane:d}_"))

    def _fees(self, name: str) -> Iterator[Fee]:
        """One fee a line: an amount, whether it is a charge, what it is for, its code; or words alone."""
        for line in _lines(self._text(name)):
            amount, *rest = (part.strip() for part in line.split("|"))
            kind = "charge" if rest and rest[0].casefold() == _CHARGE else "fee"
            rest = rest[1:] if rest and rest[0].casefold() in (_CHARGE, _FEE) else rest
            note, code = (*rest, "", "")[:2]
            if _AMOUNT.fullmatch(amount):
                yield Fee(int(re.sub(r"[.,]", "", amount)), kind, code, note)
            else:
                yield Fee(None, kind, code, " ".join(filter(None, [amount, note])))

    def _papers(self) -> Iterator[Paper]:
        for number in range(MOST_PAPERS):
            name = " ".join(self._text(f"paper_{number}_name").split())
            originals, copies = (self._count(f"paper_{number}_{kind}") for kind in ("originals", "copies"))
            parts = {part: self._text(f"paper_{number}_{part}").strip() for part in _OF_PAPER}
            if name:
                required = bool(self._text(f"paper_{number}_required"))
                yield Paper(
                    name=name,
                    code=parts["code"],
                    originals=originals,
                    copies=copies,
                    required=required,
                    condition=" ".join(parts["condition"].split()),
                    case=parts["case"],
                    form=parts["form"],
                )

    def _count(self, name: str) -> int:
        written = self._text(name).strip() or "0"
        if not (written.isascii() and written.isdecimal() and len(written) < 4):
            self.problems["papers"] = _("Numbers of originals and copies are whole numbers.")
            return 0
        return int(written)


_FLAGS = ("direct", "online", "postal", "supplement_once", "inter_agency", "non_territorial")


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _result(line: str) -> Result:
    name, _bar, code = (part.strip() for part in line.partition("|"))
    return Result(name, code)


def _ground(line: str) -> LegalGround:
    number, _bar, title = (part.strip() for part in line.partition("|"))
    return LegalGround(number, title)


def shown(
    content: Content, problems: Mapping[str, str], typed: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What the template of the form needs; `typed` is what was posted, shown again where not all of it was understood."""
    typed = (typed or {}) if problems else {}
    terms, fees, notes = dict(content.channel_terms), dict(content.fees), dict(content.channel_notes)
    opened = {lane.lane: lane for lane in content.lanes}
    return {
        "content": content,
        "problems": problems,
        "rules": _rules_shown("", content.rules, typed),
        "term": _term_shown("term", content.term, problems, typed),
        "levels": [(key, LEVELS[level]) for key, level in LEVEL_WORDS.items()],
        "units": words.UNITS.items(),
        "tiers": [(tier, words.TIERS[tier], tier in content.tiers) for tier in TIERS],
        "resumes": words.ON_RESUME.items(),
        "channels": [
            {
                "key": int(channel),
                "name": channel.name.lower(),
                "label": CHANNELS[channel],
                "offered": channel in content.channels,
                "term": _term_shown(f"term_{channel:d}", terms.get(channel), problems, typed),
                "fees": typed.get(f"fees_{channel:d}", "\n".join(map(_fee_line, fees.get(channel, ())))),
                "note": notes.get(channel, ""),
            }
            for channel in Channel
        ],
        "lanes": [_lane_shown(lane, opened.get(lane), problems, typed) for lane in _LANES],
        "papers": _papers_shown(content, typed),
        "results": "\n".join(map(_result_line, content.results)),
        "grounds": "\n".join(map(_ground_line, content.grounds)),
    }


def _term_shown(
    name: str, term: Term | None, problems: Mapping[str, str], typed: Mapping[str, str]
) -> dict[str, Any]:
    """A term in its two fields."""
    amount, unit = (term.amount, term.unit) if term else ("", "")
    return {
        "name": name,
        "amount": typed.get(f"{name}_amount", amount),
        "unit": typed.get(f"{name}_unit", unit),
        "problem": problems.get(name, ""),
    }


def _papers_shown(content: Content, typed: Mapping[str, str]) -> list[Paper] | list[dict[str, str]]:
    """The papers and some empty lines; as they were typed, where that is to be shown again."""
    lines = [number for number in range(MOST_PAPERS) if f"paper_{number}_name" in typed]
    parts = ("name", "originals", "copies", "required", *_OF_PAPER)
    if lines:
        return [{part: typed.get(f"paper_{number}_{part}", "") for part in parts} for number in lines]
    return [*content.papers, *(Paper("", originals=1) for _n in range(SPARE_PAPERS))]


def _rules_shown(prefix: str, rules: TermRules, typed: Mapping[str, str]) -> dict[str, Any]:
    cut_off = "" if rules.cut_off_minute is None else words.minute(rules.cut_off_minute)
    return {"cut_off": typed.get(f"{prefix}cut_off", cut_off), "count_day": rules.count_reception_day}


def _lane_shown(
    lane: Lane, held: LaneContent | None, problems: Mapping[str, str], typed: Mapping[str, str]
) -> dict[str, Any]:
    """A lane with what it has, or with what it is usually opened with."""
    term, rules = (held.term, held.rules) if held else USUAL[lane]
    return {
        "key": int(lane),
        "label": words.LANES[lane],
        "opened": held is not None,
        "term": _term_shown(f"lane_{lane:d}", term, problems, typed),
        **_rules_shown(f"lane_{lane:d}_", rules, typed),
    }


def _fee_line(fee: Fee) -> str:
    kind = _CHARGE if fee.kind == "charge" else _FEE if fee.note or fee.code else ""
    amount, note = (str(fee.amount), fee.note) if fee.amount is not None else (fee.note, "")
    parts = [amount, kind, note, fee.code]
    while not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def _result_line(result: Result) -> str:
    return f"{result.name} | {result.code}" if result.code else result.name


def _ground_line(ground: LegalGround) -> str:
    return f"{ground.number} | {ground.title}" if ground.title else ground.number
