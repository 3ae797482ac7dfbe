"""Acts on own dossiers: one address for each, its body made of what the act asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Annotated, Any, get_type_hints

from ninja import Header, Router
from pydantic import Field, create_model

from motcua.api import schemas, shown
from motcua.api.access import ApiRequest, enter
from motcua.api.dossiers import work_of
from motcua.api.tokens import ACT
from motcua.boards.clock import now
from motcua.casework.acts import ACTS
from motcua.casework.once import once
from motcua.casework.perform import CaseAct, perform

router = Router(tags=["acts"])
MOST = 9_007_199_254_740_991
"""The largest whole number that every reader of JSON keeps exactly."""
_Whole = Annotated[int, Field(strict=True, ge=0, le=MOST)]


def _bounded(hint: Any) -> Any:
    """A field's type with the bounds that every act shares."""
    if hint is str:
        return schemas.Text
    if hint == tuple[str, ...]:
        return Annotated[list[schemas.Text], Field(max_length=100)]
    if hint is int:
        return _Whole
    return _Whole | None if hint == int | None else hint


def body_of(act: type[CaseAct]) -> type[schemas.Incoming]:
    """The schema of an act's body: its own fields, and `seq`, the number of acts that the client has seen."""
    hints = get_type_hints(act)
    values: dict[str, Any] = {
        one.name: (_bounded(hints[one.name]), ... if one.default is MISSING else one.default)
        for one in fields(act)  # type: ignore[arg-type]
    }
    values["seq"] = (_Whole | None, None)
    made: type[schemas.Incoming] = create_model(
        f"{act.__name__}In", __base__=schemas.Incoming, __doc__=act.__doc__, **values
    )
    return made


def _view(act: type[CaseAct], body: type[schemas.Incoming]) -> Callable[..., dict[str, Any]]:
    def carry_out(
        request: ApiRequest, unit: str, code: str, body: schemas.Incoming, key: str
    ) -> dict[str, Any]:
        place, actor = enter(request, unit, ACT)
        stated, present = body.model_dump(), now()
        seq = stated.pop("seq")
        work = work_of(place.pk, code)
        made = act(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in stated.items()}
        )
        answer, _again = once(
            request.auth.user_id, key, {"act": act.name, "dossier": work.pk, "seq": seq, **stated}, present,
            lambda: shown.done(perform(made, work.pk, actor, present, seq=seq)),
        )  # fmt: skip
        return answer

    header = Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=80)]
    carry_out.__annotations__ |= {
        "request": ApiRequest,
        "unit": str,
        "code": str,
        "body": body,
        "key": header,
    }
    carry_out.__doc__ = act.__doc__
    return carry_out


for _act in ACTS.values():
    router.post(
        f"/{{unit}}/dossiers/{{code}}/{_act.name}",
        response=schemas.DoneOut,
        operation_id=_act.name.replace("-", "_"),
        summary=_act.__name__,
    )(_view(_act, body_of(_act)))
