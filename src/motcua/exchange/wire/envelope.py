"""The three wire shapes of a call: the adapter's one endpoint, an address for each operation, the local gateway.

What is sent has one shape, by configuration; what comes is recognised by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from motcua.exchange.wire.operations import ARRAYS, Operation, operation_named, shared
from motcua.exchange.wire.values import BadValue, Flag


class Shape(StrEnum):
    """How a call is put on the wire."""

    ADAPTER = "adapter"
    """One address; session, unit, operation and data in the body (VXP, NGSP adapters)."""
    REST = "rest"
    """An address for each operation, unit and kind of change in the query, a bare list as body."""
    GATEWAY = "gateway"
    """Three addresses, for new dossiers, changed ones and steps; a bare list as body."""


class BadCall(ValueError):
    """A call that names no operation, or carries no data where it has to."""


@dataclass(frozen=True)
class Call:
    """An operation asked of the other side. `updating`: whether the dossiers are there already; None: no matter.

    `unit` is the identifier of the calling agency (madonvi), `data` what is carried, `asked` what a look-up names.
    """

    operation: str
    unit: str = ""
    session: str = ""
    updating: bool | None = None
    data: Any = None
    asked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Addresses:
    """Where each kind of call goes, relative to the base address of a connection."""

    login: str = "/login"
    integration: str = "/integration"
    share: str = "/share"
    rest: str = "/api/SynsTTHCC"
    insert: str = "/ThemMoi"
    update: str = "/CapNhat"
    progress: str = "/TienTrinh"


@dataclass(frozen=True)
class Outgoing:
    """A request as it is posted: path below the base address, query, body, headers."""

    path: str
    body: Any
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


HEADERS = {"Accept": "application/json", "Content-Type": "application/json", "Charset": "utf-8"}


def write_call(shape: Shape, call: Call, to: Addresses, dstcode: str = "") -> Outgoing:
    """A call in one of the shapes; what the gateway has no address for goes the way of REST."""
    headers = HEADERS | ({"dstcode": dstcode} if dstcode else {})
    if shape is Shape.ADAPTER:
        path = to.share if shared(call.operation) else to.integration
        return Outgoing(path, _body(call), headers=headers)
    if call.session:
        headers = headers | {"Authorization": f"Bearer {call.session}"}
    if shape is Shape.GATEWAY and call.operation in (Operation.SYNC, Operation.PROGRESS):
        path = (
            to.progress if call.operation == Operation.PROGRESS else to.update if call.updating else to.insert
        )
        return Outgoing(path, call.data, headers=headers)
    query = {"MaDinhDanhDV": call.unit, **call.asked}
    if call.updating is not None:
        query["isUpdating"] = _said(call.updating)
    return Outgoing(f"{to.rest}/{call.operation}", [] if call.data is None else call.data, query, headers)


def _body(call: Call) -> dict[str, Any]:
    body: dict[str, Any] = {"session": call.session, "madonvi": call.unit, "service": call.operation}
    if call.updating is not None:
        body["isUpdating"] = _said(call.updating)
    if call.operation == Operation.PORTAL_STATE:
        body["type"] = "2"
    body |= call.asked
    return body | ({} if call.data is None else {"data": call.data})


def _said(updating: bool) -> str:
    return "True" if updating else "False"


def read_call(tail: str, query: Mapping[str, str], body: Any, session: str = "") -> Call:
    """What is asked by a body that came to an address ending in `tail`, whichever shape it has. Raises BadCall.

    `session` is one that came in a header.
    """
    if isinstance(body, Mapping) and "service" in {str(name).lower() for name in body}:
        return _from_adapter({str(name).lower(): value for name, value in body.items()}, session)
    last = tail.rstrip("/").rpartition("/")[2]
    words = {name.lower(): value for name, value in query.items()}
    unit, updating = words.get("madinhdanhdv", ""), _updating(words.get("isupdating"))
    if last.lower() in _GATEWAY:
        operation, changed = _GATEWAY[last.lower()]
        return _whole(Call(str(operation), unit, session, changed, body))
    name = operation_named(last)
    if name is None:
        raise BadCall(f"không có thao tác “{last[:40]}”")
    asked = dict(query)
    if name not in ARRAYS and isinstance(body, Mapping):
        asked |= {str(key): str(value) for key, value in body.items() if isinstance(value, str | int)}
    return _whole(Call(name, unit, session, updating, body, asked))


_GATEWAY: dict[str, tuple[Operation, bool | None]] = {
    "themmoi": (Operation.SYNC, False),
    "capnhat": (Operation.SYNC, True),
    "tientrinh": (Operation.PROGRESS, None),
}


def _from_adapter(body: Mapping[str, Any], session: str) -> Call:
    name = operation_named(str(body.get("service") or ""))
    if name is None:
        raise BadCall(f"không có thao tác “{str(body.get('service'))[:40]}” (service)")
    own = {"service", "session", "madonvi", "isupdating", "data", "type"}
    asked = {
        key: str(value) for key, value in body.items() if key not in own and isinstance(value, str | int)
    }
    held = str(body.get("session") or session)
    updating = _updating(body.get("isupdating"))
    return _whole(Call(name, str(body.get("madonvi") or ""), held, updating, body.get("data"), asked))


def _whole(call: Call) -> Call:
    """Raise BadCall where a list is missing that the operation carries; one object alone is a list of one."""
    if call.operation not in ARRAYS:
        return call
    data = [call.data] if isinstance(call.data, Mapping) and call.data else call.data
    if not isinstance(data, list) or not data:
        raise BadCall("data phải là một danh sách có ít nhất một phần tử")
    return Call(call.operation, call.unit, call.session, call.updating, data, call.asked)


def _updating(raw: Any) -> bool | None:
    if raw is None or raw == "":
        return None
    try:
        return Flag().read(raw)
    except BadValue as error:
        raise BadCall(f"isUpdating {error}") from error


def asked_for(call: Call, *names: str) -> str:
    """The first of the named parameters that a look-up gives, whatever its letters; empty where there is none."""
    words = {name.lower(): value for name, value in call.asked.items()}
    return next((words[name.lower()].strip() for name in names if words.get(name.lower())), "")
