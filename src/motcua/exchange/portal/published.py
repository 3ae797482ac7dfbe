"""The simulated portal's public interfaces: evaluation and catalogue, and how they go wrong."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from motcua.exchange.portal.answering import PROCEDURES
from motcua.exchange.portal.evaluation import NoAnswer, evaluation, provinces
from motcua.exchange.portal.faults import Faults, happens
from motcua.exchange.wire.procedures import WireProcedure
from motcua.exchange.wire.published import EVALUATION, PROCEDURE_LIST, PROCEDURE_ONE, Group
from motcua.exchange.wire.text import to_bytes

PROCEDURES_COUNTED = "/api/v1/reporting/formalities"
OK = 201
_WALL = (
    b"<html><title>Request Rejected</title>The requested URL was rejected. Your support id is: 4711</html>"
)
_MOST = 200


def answers(path: str) -> bool:
    """Whether an address is one of the public interfaces."""
    return path.startswith(EVALUATION) or path in (PROCEDURES_COUNTED, PROCEDURE_LIST, PROCEDURE_ONE)


def publish(path: str, asked: Any, faults: Faults, chance: Random) -> tuple[int, bytes]:
    """Status and content of an answer, spoilt as the faults say."""
    if happens(faults.blocked, chance):
        return chance.choice((403, 406, 429)), _WALL
    if happens(faults.mistaken, chance):
        asked = _other(asked)
    try:
        data = _data(path, asked)
    except NoAnswer as error:
        return 400, to_bytes({"code": "BAD_REQUEST", "message": str(error)})
    if happens(faults.null, chance):
        data = _without_figures(data)
    content = to_bytes({"code": "OK", "data": data, "message": "OK"})
    return OK, content[: len(content) * 2 // 3] if happens(faults.cut, chance) else content


def _other(asked: Any) -> Any:
    """The same question about another unit: what a busy portal sometimes answers."""
    root = asked.get("rootDepartmentId") if isinstance(asked, Mapping) else None
    return {**asked, "rootDepartmentId": next(key for key in provinces() if key != root)} if root else asked


def _data(path: str, asked: Any) -> dict[str, Any]:
    if not isinstance(asked, Mapping):
        raise NoAnswer("body")
    if path == PROCEDURE_LIST:
        return _listed(asked)
    if path == PROCEDURE_ONE:
        return _one(str(asked.get("id")))
    if path == PROCEDURES_COUNTED:
        found = [_short(one) for one in PROCEDURES if str(asked.get("q") or "") in f"{one.code} {one.name}"]
        return {
            "items": found,
            "pagination": {"total": len(found), "currentPage": 1, "pageSize": 10, "totalPages": 1},
        }
    try:
        group = Group(path.removeprefix(f"{EVALUATION}/"))
    except ValueError as error:
        raise NoAnswer(path) from error
    return evaluation(group, asked)


def _listed(asked: Mapping[str, Any]) -> dict[str, Any]:
    """A page of the procedures; the last key of a page asks for the next one."""
    items = [_short(one) for one in PROCEDURES]
    keys = [item["id"] for item in items]
    last, limit = str(asked.get("lastId") or ""), asked.get("limit")
    begin = keys.index(last) + 1 if last in keys else 0
    size = min(limit, _MOST) if isinstance(limit, int) and limit > 0 else _MOST
    page = items[begin : begin + size]
    return {"items": page, "lastId": page[-1]["id"] if page else ""}


def _key(procedure: WireProcedure) -> str:
    return str(uuid5(NAMESPACE_URL, procedure.code))


def _short(procedure: WireProcedure) -> dict[str, Any]:
    return {
        "id": _key(procedure),
        "code": procedure.code,
        "name": procedure.name,
        "type": "PUBLIC",
        "state": "UPDATED",
    }


def _one(key: str) -> dict[str, Any]:
    found = next((one for one in PROCEDURES if _key(one) == key), None)
    if found is None:
        raise NoAnswer("id")
    method = {
        "submissionMethod": "DIRECT",
        "processingTime": 5,
        "processingTimeUnit": "WORKING_DAY",
        "fees": [],
    }
    return _short(found) | {"executionMethods": [method], "executionCases": [], "isWard": True}


def _without_figures(value: Any) -> Any:
    """The same with null for every number: what the portal says of a period that it has not counted yet."""
    if isinstance(value, Mapping):
        return {name: _without_figures(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_without_figures(one) for one in value]
    return None if isinstance(value, int | float) and not isinstance(value, bool) else value
