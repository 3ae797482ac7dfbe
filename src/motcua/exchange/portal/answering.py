"""What the simulated portal answers to each operation: strict about what a real one would notice, and it says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from motcua.exchange.portal.store import Store
from motcua.exchange.wire.answers import DUPLICATE, ERROR, OK, Answer, done
from motcua.exchange.wire.dictionaries import DictionaryRow, write_rows
from motcua.exchange.wire.dossier import DOSSIER, WireDossier, disagreements
from motcua.exchange.wire.envelope import Call, asked_for
from motcua.exchange.wire.operations import DICTIONARIES, DICTIONARY, Operation
from motcua.exchange.wire.procedures import LISTED, PROCEDURE, Listed, WireProcedure
from motcua.exchange.wire.progress import PORTAL_STATE, PROGRESS
from motcua.exchange.wire.rating import RATING
from motcua.exchange.wire.states import NAMES, NationalState
from motcua.exchange.wire.statistics import read_figures
from motcua.rules.instants import Instant

ENDED = frozenset(
    {NationalState.READY, NationalState.HANDED_OVER, NationalState.STOPPED, NationalState.WITHDRAWN}
)
PROCEDURES = (
    WireProcedure("1.001193", "Thủ tục đăng ký khai sinh"),
    WireProcedure("2.000815", "Thủ tục chứng thực bản sao từ bản chính"),
)


def answer(store: Store, call: Call, now: Instant) -> Answer:
    """The answer to a call; what it carries is kept."""
    serve = _SERVED.get(call.operation)
    if serve is not None:
        said = serve(store, call, now)
    elif call.operation in DICTIONARIES:
        rows = [DictionaryRow("G03-GD10", "Hộ tịch")] if call.operation.endswith("LinhVuc") else []
        said = Answer(OK, "Thành công", write_rows(call.operation.removeprefix(DICTIONARY), rows))
    else:
        said = Answer(ERROR, f"Không phục vụ {call.operation}")
    store.arrived(call.operation, _code_of(call), f"{said.code}: {said.message}"[:300], now)
    return said


def _code_of(call: Call) -> str:
    first = call.data[0] if isinstance(call.data, list) and call.data else call.data
    named = {str(key).lower(): value for key, value in first.items()} if isinstance(first, dict) else {}
    return str(named.get("mahoso") or asked_for(call, "mahoso", "mattHC"))[:60]


def _sync(store: Store, call: Call, now: Instant) -> Answer:
    for n, raw in enumerate(call.data):
        read = DOSSIER.read(raw, f"data[{n}].")
        if read.value is None:
            return Answer(ERROR, "; ".join(map(str, read.problems)))
        known, code = store.knows(read.value.code), read.value.code
        if known and call.updating is False:
            return Answer(DUPLICATE, f"Hồ sơ {code} đã tồn tại")
        if not known and call.updating:
            return Answer(ERROR, f"Hồ sơ {code} chưa có trên cổng")
        wrong = [str(problem) for problem in (*read.problems, *disagreements(read.value))]
        wrong += [f"{name}: trường lạ" for name in read.unknown] + _backward(store, read.value)
        store.keep(code, raw, int(read.value.state), wrong, now)
    return done("Đồng bộ hồ sơ")


def _backward(store: Store, dossier: WireDossier) -> list[str]:
    """A dossier that had ended and goes on: true where it was reopened, else a message that came too late."""
    before = store.history(dossier.code)[-1:]
    if before and NationalState(before[0]) in ENDED and dossier.state not in ENDED:
        return [f"TrangThaiHoSo: từ {NAMES[NationalState(before[0])]} về {NAMES[dossier.state]}"]
    return []


def _progress(store: Store, call: Call, _now: Instant) -> Answer:
    reads = [PROGRESS.read(raw, f"data[{n}].") for n, raw in enumerate(call.data)]
    wrong = [str(problem) for read in reads for problem in read.problems]
    steps = [read.value for read in reads if read.value is not None]
    if wrong or len(steps) < len(reads):
        return Answer(ERROR, "; ".join(wrong))
    missing = [step.code for step in steps if not store.knows(step.code)]
    if missing:
        return Answer(ERROR, f"Hồ sơ {missing[0]} chưa có trên cổng")
    for step, raw in zip(steps, call.data, strict=True):
        store.add_step(step.code, raw)
    return done("Cập nhật tiến độ")


def _look_up(store: Store, call: Call, _now: Instant) -> Answer:
    body = store.body(asked_for(call, "mahoso"))
    return Answer(OK, "Thành công", [body] if body else [])


def _portal_state(store: Store, call: Call, _now: Instant) -> Answer:
    read = PORTAL_STATE.read(call.data)
    if read.value is None:
        return Answer(ERROR, "; ".join(map(str, read.problems)))
    store.tell(call.operation, call.data)
    return done("Đồng bộ trạng thái")


def _procedures(_store: Store, _call: Call, _now: Instant) -> Answer:
    return Answer(OK, "Thành công", [LISTED.write(Listed(one.code, one.name)) for one in PROCEDURES])


def _procedure(_store: Store, call: Call, _now: Instant) -> Answer:
    code = asked_for(call, "maTTHC")
    return Answer(OK, "Thành công", [PROCEDURE.write(one) for one in PROCEDURES if one.code == code])


def _told(read: Callable[[Any, str], Any]) -> Callable[[Store, Call, Instant], Answer]:
    """Serves an operation that only has to be understood and kept."""

    def serve(store: Store, call: Call, _now: Instant) -> Answer:
        rows: Sequence[Any] = call.data
        wrong = [str(problem) for n, row in enumerate(rows) for problem in read(row, f"data[{n}].").problems]
        if wrong:
            return Answer(ERROR, "; ".join(wrong))
        store.tell(call.operation, rows)
        return done("Đồng bộ")

    return serve


_SERVED: dict[str, Callable[[Store, Call, Instant], Answer]] = {
    Operation.SYNC: _sync,
    Operation.PROGRESS: _progress,
    Operation.LOOK_UP: _look_up,
    Operation.PORTAL_STATE: _portal_state,
    Operation.PROCEDURES: _procedures,
    Operation.PROCEDURE: _procedure,
    Operation.RATINGS: _told(RATING.read),
    Operation.FIGURES: _told(read_figures),
}
