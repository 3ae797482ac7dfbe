"""Acts as a random officer would fill them in, and what each of them is to the plain telling of a dossier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from motcua.casework import acts
from motcua.casework.models import AgencyTask, Fee, SecondPerson, StoredFile
from motcua.casework.outcomes import Proposed
from motcua.casework.perform import CaseAct
from motcua.dossiers.models import Act
from motcua.people.models import Role
from motcua.rules.instants import MS_PER_DAY, Instant
from motcua.rules.terms import TermUnit
from tests.casework.plain import Deed, Told


@dataclass(frozen=True)
class Asked:
    """What a random officer has in mind: the dossier, the other unit, one more number to choose with, and the time."""

    told: Told
    other: int
    officer: int
    chance: int
    now: Instant


def fill(name: str, asked: Asked) -> CaseAct:
    """The act with values that fit the dossier where there are any."""
    return _FILL[name](asked)


def _open_task(asked: Asked) -> int:
    tasks = AgencyTask.objects.filter(dossier=asked.told.key, answered_at=None)
    return tasks.values_list("pk", flat=True).first() or 0


def _unpaid(asked: Asked) -> int:
    return Fee.objects.filter(dossier=asked.told.key, how="").values_list("pk", flat=True).first() or 0


def _request(asked: Asked) -> int:
    waiting = SecondPerson.objects.filter(dossier=asked.told.key, status=SecondPerson.Status.WAITING)
    return waiting.values_list("pk", flat=True).first() or 0


def _correction(asked: Asked) -> CaseAct:
    deeds = asked.told.deeds
    deed = deeds[asked.chance % len(deeds)]
    shift = (asked.chance % 5) * MS_PER_DAY // 2
    return acts.AskCorrection(deed.entry, "Ghi nhầm", deed.at - shift if asked.chance % 2 and shift else None)


def _attach(asked: Asked) -> CaseAct:
    file = None
    if asked.chance % 2:
        unit = asked.told.unit
        stored = StoredFile.objects.create(unit_id=unit, digest="0" * 64, size=1, media_type="application/pdf",
                                           name="a.pdf", added_at=asked.now)  # fmt: skip
        file = stored.pk
    return acts.Attach("Giấy tờ", file, is_result=asked.chance % 3 == 0)


_HOW = (Fee.How.CASH, Fee.How.ONLINE, Fee.How.EXEMPT)
_FILL: dict[str, Callable[[Asked], CaseAct]] = {
    "accept": lambda asked: acts.Accept(),
    "ask-completion": lambda asked: acts.AskCompletion(("Giấy chứng sinh",)),
    "receive-completion": lambda asked: acts.ReceiveCompletion(),
    "turn-away": lambda asked: acts.TurnAway("Không thuộc thẩm quyền"),
    "assign": lambda asked: acts.Assign(asked.officer),
    "hand-over": lambda asked: acts.HandOver(asked.officer, "Nghỉ phép"),
    "request-supplement": lambda asked: acts.RequestSupplement(("Tờ khai",), "Điều 5", 1 + asked.chance % 5),
    "receive-supplement": lambda asked: acts.ReceiveSupplement(),
    "close-unanswered": lambda asked: acts.CloseUnanswered(),
    "request-payment": lambda asked: acts.RequestPayment("Thông báo nộp tiền"),
    "pause": lambda asked: acts.Pause("Chờ xác minh"),
    "resume": lambda asked: acts.Resume(),
    "extend": lambda asked: acts.Extend(
        1 + asked.chance % 4, "Điều 9", TermUnit.WORKING_HOURS if asked.told.term.hours else TermUnit.WORKING_DAYS
    ),
    "apologise": lambda asked: acts.Apologise(asked.now + 90 * MS_PER_DAY, "Chờ xác minh"),
    "ask-agency": lambda asked: acts.AskAgency("Công an xã", "Xác minh"),
    "answer-agency": lambda asked: acts.AnswerAgency(_open_task(asked), "Đồng ý"),
    "propose": lambda asked: acts.Propose("Ý kiến", list(Proposed)[asked.chance % 2]),
    "approve": lambda asked: acts.Approve(),
    "send-back": lambda asked: acts.SendBack("Sửa dự thảo"),
    "refuse": lambda asked: acts.Refuse("Không đủ điều kiện"),
    "finish": lambda asked: acts.Finish(),
    "stop": lambda asked: acts.Stop("Công dân rút"),
    "return-result": lambda asked: acts.ReturnResult("Ký nhận"),
    "record-payment": lambda asked: acts.RecordPayment(_unpaid(asked), _HOW[asked.chance % 3]),
    "attach": _attach,
    "ask-transfer": lambda asked: acts.AskTransfer(asked.other, "Thẩm quyền nơi khác"),
    "confirm-transfer": lambda asked: acts.ConfirmTransfer(),
    "decline-transfer": lambda asked: acts.DeclineTransfer("Không thuộc thẩm quyền"),
    "recall-transfer": lambda asked: acts.RecallTransfer("Chuyển nhầm nơi"),
    "ask-reopen": lambda asked: acts.AskReopen("Sai kết quả"),
    "ask-correction": _correction,
    "confirm-second": lambda asked: acts.ConfirmSecond(_request(asked)),
    "decline-second": lambda asked: acts.DeclineSecond(_request(asked), "Không đồng ý"),
    "note": lambda asked: acts.Note("Ghi chú"),
}  # fmt: skip

NAMES = tuple(_FILL)

ROLES: dict[str, tuple[str, ...]] = {
    "RECEIVE": (Role.COUNTER, Role.DIRECTOR), "PROCESS": (Role.SPECIALIST, Role.HEAD),
    "ASSIGN": (Role.HEAD, Role.DIRECTOR), "APPROVE": (Role.HEAD, Role.DIRECTOR, Role.LEADER),
    "DECIDE": (Role.LEADER,), "TRANSFER": (Role.COUNTER, Role.HEAD, Role.DIRECTOR),
    "CORRECT": (Role.DIRECTOR, Role.CONTROL), "CONFIRM": (Role.HEAD, Role.DIRECTOR, Role.LEADER),
    "CONTENTS": (Role.COUNTER, Role.SPECIALIST, Role.HEAD, Role.DIRECTOR, Role.LEADER, Role.CONTROL),
}  # fmt: skip
"""Who may do what, as the table of roles in the documentation has it."""

_BY_RIGHT = {
    "RECEIVE": ("accept", "ask-completion", "receive-completion", "turn-away", "stop", "return-result", "record-payment"),
    "PROCESS": ("hand-over", "request-supplement", "close-unanswered", "request-payment", "pause", "resume", "apologise",
                "ask-agency", "answer-agency", "propose"),
    "ASSIGN": ("assign",), "APPROVE": ("extend", "approve", "send-back"), "DECIDE": ("refuse", "finish"),
    "TRANSFER": ("ask-transfer", "confirm-transfer", "decline-transfer", "recall-transfer"),
    "CORRECT": ("ask-reopen", "ask-correction"), "CONFIRM": ("confirm-second", "decline-second"), "CONTENTS": ("note",),
}  # fmt: skip
MAY = {name: ROLES[right] for right, names in _BY_RIGHT.items() for name in names} | {
    "receive-supplement": ROLES["RECEIVE"] + ROLES["PROCESS"], "attach": ROLES["RECEIVE"] + ROLES["PROCESS"],
}  # fmt: skip
RECEIVING = frozenset({*_BY_RIGHT["RECEIVE"], "receive-supplement", "attach", "note"})
"""What the unit that only received a dossier may still do with it."""

_KINDS = {
    "accept": ("accepted", "accepted"), "ask-completion": ("completion_asked", "completion_asked"),
    "receive-completion": ("completed", "lodged"), "turn-away": ("turned_away", "turned_away"),
    "receive-supplement": ("resumed", "resumed"), "resume": ("resumed", "resumed"),
}  # fmt: skip
_WORDS = {"request-supplement": "supplement", "request-payment": "payment", "pause": "suspension"}
_OUTCOMES = {"stop": "stopped", "close-unanswered": "stopped", "refuse": "refused", "finish": "resolved"}


def deed_of(act: CaseAct, told: Told, unit: int, at: Instant, now: Instant, review: list[str]) -> Deed | None:
    """What an act that was carried out is to the plain telling; None where it moves nothing.

    `review` is what was proposed and how often it was approved since: the second approval, by the leader, is the decision.
    """
    name = act.name
    if name in _KINDS:
        return _deed(told, *_KINDS[name], at, now)
    if name in _WORDS:
        return _deed(told, "paused", "paused", at, now, _WORDS[name])
    if name in _OUTCOMES or (name == "approve" and len(review) == 3):
        return _deed(told, "finished", "finished", at, now, _OUTCOMES.get(name) or review[0])
    if isinstance(act, acts.Extend):
        return _deed(told, "extended", "extended", at, now, number=act.amount)
    if name == "confirm-transfer":
        return _deed(told, "moved", "moved", at, now, number=unit)
    return None


def _deed(
    told: Told, entry: str, kind: str, at: Instant, now: Instant, word: str = "", number: int = 0
) -> Deed:
    """The key of the journal's entry is only looked up: a correction names it."""
    last = Act.objects.filter(dossier=told.key, kind=entry).order_by("-pk").values_list("pk", flat=True)
    return Deed(last[0], kind, at, now, word, number)


def reopened(told: Told, at: Instant, now: Instant) -> Deed:
    """The deed of a reopening."""
    return _deed(told, "reopened", "reopened", at, now)
