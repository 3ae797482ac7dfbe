"""From canonical columns of text to typed reports; what cannot be counted gets the reason instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import polars as pl

from motcua.hub.bodies import INSTANTS, NUMBERS, PAUSES, SCHEMA
from motcua.hub.codes import issuer_expr
from motcua.hub.fees import fees_due
from motcua.hub.reasons import classes
from motcua.hub.supplements import with_supplements
from motcua.hub.text import clean_code_expr
from motcua.hub.times import instants, written
from motcua.rules.accounts import Ground
from motcua.rules.instants import MS_PER_DAY, OFFSET_MS
from motcua.rules.lifecycle import UnlawfulAct
from motcua.rules.moves import moves
from motcua.rules.moves_bulk import local_day
from motcua.rules.report import GROUNDS, OUTCOMES, Report, State, acts_of

TIMES = {
    "lodged_at": "lodged", "received_at": "received", "due_at": "due", "finished_at": "finished",
    "returned_at": "returned", "paused_at": "paused", "resumed_at": "resumed", "updated_at": "updated",
}  # fmt: skip
CHANNELS = {"direct": 1, "online": 2, "postal": 3}
LEVELS = {"none": 2, "partial": 3, "full": 4}
WAITING = {
    State.AWAITING_SUPPLEMENT: "supplement",
    State.AWAITING_PAYMENT: "payment",
    State.SUSPENDED: "suspension",
}
NEED_RECEPTION = [State.ACCEPTED, State.IN_PROGRESS, State.READY, State.HANDED_OVER]
NEVER_RECEIVED = [State.LODGED, State.LODGED_SUPPLEMENT, State.TURNED_AWAY]

Knows = Callable[[str | None, str | None], bool]

IMPOSSIBLE = "impossible date"
CONTRADICTORY = "contradictory times"
REASONS = (
    "missing dossier code",
    IMPOSSIBLE,
    "finished before received",
    "unknown procedure and sector",
    "no reception time",
    "no finishing time",
    CONTRADICTORY,
)
"""Why a row cannot be counted; the first that holds is given."""


def typed(frame: pl.DataFrame, formats: Sequence[str], knows: Knows) -> pl.DataFrame:
    """Reports of canonical text columns, one for each row, with `why_not` where a row cannot be counted.

    `frame` holds canonical columns (text, words already translated) and `_row`; `formats` are a mapping's
    time formats; `knows` tells whether a procedure is known by code or name. Adds `code`, `issuer`,
    `updated`, `applicant`, `phone` to the columns of `bodies.SCHEMA`.
    """
    full = _with_all_columns(frame)
    timed, impossible = _with_times(full, formats)
    worded = _with_words(timed)
    stated = _with_state(with_supplements(worded))
    paused = _with_pause(stated)
    judged = paused.with_columns(why_not=_why_not(paused, impossible, knows))
    return _finished(judged)


def _with_all_columns(frame: pl.DataFrame) -> pl.DataFrame:
    wanted = (*TIMES, *CANONICAL)
    missing = [pl.lit(None, pl.String).alias(name) for name in wanted if name not in frame.columns]
    return frame.with_columns(missing)


CANONICAL = (
    "code", "procedure_code", "procedure_name", "field_name", "level", "channel", "state", "reason", "note",
    "department", "fee_amount", "fee_list", "payment", "digitised", "applicant", "phone", "officer", "supplements",
)  # fmt: skip


def _with_times(frame: pl.DataFrame, formats: Sequence[str]) -> tuple[pl.DataFrame, pl.Series]:
    impossible = pl.Series("impossible", [False]).new_from_index(0, len(frame))
    columns = []
    for text, name in TIMES.items():
        found = instants(frame[text], formats)
        impossible |= written(frame[text]) & found.is_null()
        columns.append(found.rename(name))
    whole = frame.with_columns(columns)
    day_start = local_day(pl.col("due")) * MS_PER_DAY - OFFSET_MS
    # A due day without a time of day ends with the day.
    due = pl.when(pl.col("due") == day_start).then(pl.col("due") + MS_PER_DAY - 1000).otherwise(pl.col("due"))
    return whole.with_columns(due, *_whole_days("finished", "returned", "paused", "resumed")), impossible


def _whole_days(*names: str) -> list[pl.Expr]:
    """A day without a time of day that is the day of reception cannot be before it."""
    received = pl.col("received")
    same = [local_day(pl.col(name)) == local_day(received) for name in names]
    bare = [pl.col(name) == local_day(pl.col(name)) * MS_PER_DAY - OFFSET_MS for name in names]
    later = [pl.max_horizontal(name, "received") for name in names]
    return [
        pl.when(on_the_day & no_time).then(at).otherwise(pl.col(name)).alias(name)
        for name, on_the_day, no_time, at in zip(names, same, bare, later, strict=True)
    ]


def _with_words(frame: pl.DataFrame) -> pl.DataFrame:
    reason = pl.coalesce("reason", "note")
    with_reason = frame.with_columns(reason=reason).with_columns(classes(frame.select(reason)["reason"]))
    return with_reason.with_columns(
        code=clean_code_expr(pl.col("code")),
        channel=pl.col("channel").replace_strict(CHANNELS, default=None, return_dtype=pl.Int64),
        level=pl.col("level").replace_strict(LEVELS, default=None, return_dtype=pl.Int64),
        digitised=(pl.col("digitised") == "yes").fill_null(value=False).cast(pl.Int64),
        paid_online=(pl.col("payment") == "online").fill_null(value=False).cast(pl.Int64),
        fee=fees_due(frame),
        procedure=pl.col("procedure_code"),
        field=pl.col("field_name"),
    ).with_columns(issuer=issuer_expr("code"))


def _with_state(frame: pl.DataFrame) -> pl.DataFrame:
    said = pl.coalesce("state", _state_from_times())
    withdrawal = (pl.col("reason_class") == "withdrawal").fill_null(value=False)
    stopped = pl.when(withdrawal).then(pl.lit(State.STOPPED.value)).otherwise(pl.lit(State.REFUSED.value))
    told = frame.with_columns(state=pl.when(said == State.STOPPED.value).then(stopped).otherwise(said))
    return _before_reception(told)


def _state_from_times() -> pl.Expr:
    return (
        pl.when(pl.col("returned").is_not_null()).then(pl.lit(State.HANDED_OVER.value))
        .when(pl.col("finished").is_not_null()).then(pl.lit(State.READY.value))
        .when(pl.col("paused").is_not_null() & pl.col("resumed").is_null()).then(pl.lit(State.SUSPENDED.value))
        .when(pl.col("received").is_not_null()).then(pl.lit(State.IN_PROGRESS.value))
        .otherwise(pl.lit(State.LODGED.value))
    )  # fmt: skip


def _before_reception(frame: pl.DataFrame) -> pl.DataFrame:
    """Without a reception time a supplement or a withdrawal came before it, a refusal turned it away."""
    state, received = pl.col("state"), pl.col("received")
    supplement = [State.AWAITING_SUPPLEMENT.value, State.WITHDRAWN.value, State.STOPPED.value]
    never = [state.value for state in NEVER_RECEIVED]
    named = (
        pl.when(received.is_not_null()).then(state)
        .when(state.is_in(supplement)).then(pl.lit(State.LODGED_SUPPLEMENT.value))
        .when(state == State.REFUSED.value).then(pl.lit(State.TURNED_AWAY.value))
        .otherwise(state)
    )  # fmt: skip
    return frame.with_columns(state=named).with_columns(
        lodged=pl.when(state.is_in(never))
        .then(pl.coalesce("lodged", "received"))
        .otherwise(pl.col("lodged")),
        received=pl.when(state.is_in(never)).then(None).otherwise(received),
    )


def _with_pause(frame: pl.DataFrame) -> pl.DataFrame:
    """Make finished, paused and resumed agree with the state and with each other."""
    waiting = pl.col("state").is_in([state.value for state in WAITING])
    ended = pl.col("state").is_in([state.value for state in OUTCOMES])
    never = pl.col("received").is_null()
    finished = pl.when(ended).then(pl.coalesce("finished", "returned"))
    since = pl.when(waiting).then(pl.coalesce("paused", "updated", "as_of")).otherwise(pl.col("paused"))
    frame = frame.with_columns(
        finished=pl.when(never).then(pl.coalesce("finished", "updated")).otherwise(finished),
        returned=pl.when(ended).then(pl.col("returned")),
        paused=pl.when(~never).then(pl.max_horizontal(since, pl.when(since.is_not_null()).then("received"))),
    )
    frame = frame.with_columns(_kept_pause(ended, waiting).alias("paused"))
    resumed = pl.min_horizontal(pl.max_horizontal("resumed", "paused"), pl.when(ended).then("finished"))
    told = pl.col("resumed").is_not_null() & pl.col("paused").is_not_null() & ~waiting
    return frame.with_columns(resumed=pl.when(told).then(resumed)).with_columns(ground=_ground())


def _kept_pause(ended: pl.Expr, waiting: pl.Expr) -> pl.Expr:
    # At work again without a time of resumption: how long it stood still is not known, so no pause is told.
    over = pl.col("resumed").is_null() & ~ended & ~waiting
    after_end = (ended & (pl.col("paused") > pl.col("finished"))).fill_null(value=False)
    return pl.when(over | after_end).then(None).otherwise(pl.col("paused"))


def _ground() -> pl.Expr:
    by_state = {state.value: ground for state, ground in WAITING.items()}
    said = pl.col("state").replace_strict(by_state, default=None, return_dtype=pl.String)
    told = pl.col("reason_class").replace_strict(
        {name: name for name in GROUNDS}, default=None, return_dtype=pl.String
    )
    # "Suspended" alone says less than its reason does.
    firm = pl.when(said != "suspension").then(said)
    default = pl.lit(Ground.SUSPENSION.name.lower())
    return pl.when(pl.col("paused").is_not_null()).then(pl.coalesce(firm, told, default))


def _why_not(frame: pl.DataFrame, impossible: pl.Series, knows: Knows) -> pl.Expr:
    ended = pl.col("state").is_in([state.value for state in OUTCOMES]) & pl.col("received").is_not_null()
    tests: list[Any] = [
        pl.col("code").is_null(),
        impossible,
        (pl.col("finished") < pl.col("received")).fill_null(value=False),
        pl.col("field").is_null() & ~_known_procedure(frame, knows),
        pl.col("received").is_null()
        & pl.col("state").is_in([state.value for state in NEED_RECEPTION + list(WAITING)]),
        ended & pl.col("finished").is_null(),
        _contradictory(frame),
    ]
    found = pl.lit(None, pl.String)
    for reason, test in zip(reversed(REASONS), reversed(tests), strict=True):
        found = pl.when(test).then(pl.lit(reason)).otherwise(found)
    return found


def _contradictory(frame: pl.DataFrame) -> pl.Series:
    """Rows with several pauses whose acts could not have followed one another."""
    storied = frame["pauses"].is_not_null()
    if not storied.any():
        return storied
    rows = frame.select(*INSTANTS, "state", "ground", "pauses").iter_rows(named=True)
    return pl.Series([told and not _lawful(row) for told, row in zip(storied, rows, strict=True)])


def _lawful(row: dict[str, Any]) -> bool:
    try:
        moves(acts_of(cast(Report, row)))
    except UnlawfulAct:
        return False
    return True


def _known_procedure(frame: pl.DataFrame, knows: Knows) -> pl.Series:
    bare = frame.filter(pl.col("field").is_null())
    if bare.is_empty():
        return pl.Series([True]).new_from_index(0, len(frame))
    known = pl.Series([knows(*pair) for pair in bare.select("procedure", "procedure_name").iter_rows()])
    return frame["field"].is_not_null().scatter(frame["field"].is_null().arg_true(), known)


def _finished(frame: pl.DataFrame) -> pl.DataFrame:
    kept = [name for name in EXTRA if name in frame.columns]
    numbers = [pl.col(name).cast(pl.Int64) for name in NUMBERS]
    pauses = pl.col("pauses").cast(PAUSES)
    return frame.with_columns(pauses, *numbers).select([*kept, *SCHEMA])


EXTRA = (
    "_row",
    "_text",
    "sheet",
    "file",
    "code",
    "issuer",
    "system",
    "as_of",
    "updated",
    "applicant",
    "phone",
    "why_not",
)
