"""Procedures as the portal answers (LayDanhSachTTHC, LayThuTuc): keys in capitals, nested by case and channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from motcua.exchange.wire.schema import Codec, Field, Many
from motcua.exchange.wire.values import Choice, Text, Whole


@dataclass(frozen=True)
class Listed:
    """A line of LayDanhSachTTHC."""

    code: str
    name: str


@dataclass(frozen=True)
class NamedCode:
    """A code and its name."""

    code: str = ""
    name: str = ""


@dataclass(frozen=True)
class FeeOffer:
    """A fee of a channel; the amount as the decision writes it."""

    code: str = ""
    amount: str = ""
    currency: str = "Đồng"
    note: str = ""


@dataclass(frozen=True)
class TermOffer:
    """A term of a channel and its fees."""

    amount: int = 0
    unit: str = ""
    note: str = ""
    fees: tuple[FeeOffer, ...] = ()


@dataclass(frozen=True)
class Way:
    """A channel: 1 direct, 2 online, 3 postal."""

    channel: str
    terms: tuple[TermOffer, ...] = ()


@dataclass(frozen=True)
class PaperOffer:
    """A paper that is asked for."""

    code: str = ""
    name: str = ""
    form: str = ""
    address: str = ""
    originals: int = 0
    copies: int = 0


@dataclass(frozen=True)
class PaperCase:
    """The papers of one case (trường hợp)."""

    name: str = ""
    papers: tuple[PaperOffer, ...] = ()


@dataclass(frozen=True)
class StepName:
    """A step of how it is carried out."""

    name: str = ""


@dataclass(frozen=True)
class StepCase:
    """The steps of one case."""

    name: str = ""
    steps: tuple[StepName, ...] = ()


@dataclass(frozen=True)
class WireProcedure:
    """A procedure as LayThuTuc answers it; `public` is 1 where it is published."""

    code: str
    name: str
    id: str = ""
    kind: str = ""
    public: str = "1"
    publisher: str = ""
    fields: tuple[NamedCode, ...] = ()
    agencies: tuple[NamedCode, ...] = ()
    steps: tuple[StepCase, ...] = ()
    ways: tuple[Way, ...] = ()
    conditions: str = ""
    subjects_note: str = ""
    subjects: tuple[StepName, ...] = ()
    results: tuple[NamedCode, ...] = ()
    grounds: tuple[NamedCode, ...] = ()
    papers: tuple[PaperCase, ...] = ()


def _pairs(code: str, name: str) -> Many:
    return Many(Codec(NamedCode, (Field(code, "code"), Field(name, "name"))))


def _names(name: str) -> Many:
    return Many(Codec(StepName, (Field(name, "name"),)))


_PUBLIC = tuple(map(str, range(10)))
_FEES = Many(Codec(FeeOffer, (
    Field("MAPHILEPHI", "code"), Field("SOTIEN", "amount"), Field("DONVI", "currency"), Field("MOTA", "note"),
)))  # fmt: skip
_TERMS = Many(Codec(TermOffer, (
    Field("THOIGIANGIAIQUYET", "amount", Whole(as_text=False)), Field("DONVITINH", "unit"), Field("MOTA", "note"),
    Field("PHILEPHI", "fees", _FEES),
)))  # fmt: skip
_WAYS = Many(
    Codec(
        Way,
        (
            Field("KENH", "channel", Choice(("1", "2", "3")), required=True),
            Field("THOIGIAN", "terms", _TERMS),
        ),
    )
)
_PAPERS = Many(Codec(PaperOffer, (
    Field("MAGIAYTO", "code"), Field("TENGIAYTO", "name"), Field("TENMAUDON", "form"), Field("URL", "address"),
    Field("SOBANCHINH", "originals", Whole(as_text=False)), Field("SOBANSAO", "copies", Whole(as_text=False)),
)))  # fmt: skip

LISTED: Codec[Listed] = Codec(Listed, (Field("MATTHC", "code", required=True), Field("TENTTHC", "name")))
PROCEDURE: Codec[WireProcedure] = Codec(WireProcedure, (
    Field("ID", "id"), Field("MATTHC", "code", Text(), required=True), Field("TENTTHC", "name", Text(), required=True),
    Field("LOAITTHC", "kind"), Field("TRANGTHAI", "public", Choice(_PUBLIC, "1")), Field("MACOQUANCONGBO", "publisher"),
    Field("LINHVUCTHUCHIEN", "fields", _pairs("MALINHVUC", "TENLINHVUC")),
    Field("COQUANTHUCHIEN", "agencies", _pairs("MADONVI", "TENDONVI")),
    Field("TRINHTUTHUCHIEN", "steps", Many(Codec(StepCase, (
        Field("TRUONGHOP", "name"), Field("TRINHTU", "steps", _names("TENTRINHTU")),
    )))),
    Field("CACHTHUCTHUCHIEN", "ways", _WAYS), Field("YEUCAU", "conditions"),
    Field("MOTADOITUONGTHUCHIEN", "subjects_note"), Field("DOITUONGTHUCHIEN", "subjects", _names("TENDOITUONG")),
    Field("KETQUATHUCHIEN", "results", _pairs("MAKETQUA", "TENKETQUA")),
    Field("CANCUPHAPLY", "grounds", _pairs("SOVANBAN", "TENVANBAN")),
    Field("THANHPHANHOSO", "papers", Many(Codec(PaperCase, (
        Field("TRUONGHOP", "name"), Field("GIAYTO", "papers", _PAPERS),
    )))),
))  # fmt: skip


def read_listed(rows: Any) -> list[Listed]:
    """The lines of a list that could be understood."""
    return list(Many(LISTED).read(rows))
