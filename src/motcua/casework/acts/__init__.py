"""All acts on own dossiers by their names."""

from __future__ import annotations

from motcua.casework.acts.accept import Accept
from motcua.casework.acts.answer_agency import AnswerAgency
from motcua.casework.acts.apologise import Apologise
from motcua.casework.acts.approve import Approve
from motcua.casework.acts.ask_agency import AskAgency
from motcua.casework.acts.ask_completion import AskCompletion
from motcua.casework.acts.assign import Assign
from motcua.casework.acts.attach import Attach
from motcua.casework.acts.close_silent import CloseSilent
from motcua.casework.acts.close_unanswered import CloseUnanswered
from motcua.casework.acts.erase_contact import EraseContact
from motcua.casework.acts.extend import Extend
from motcua.casework.acts.finish import Finish
from motcua.casework.acts.hand_over import HandOver
from motcua.casework.acts.note import Note
from motcua.casework.acts.pause import Pause
from motcua.casework.acts.propose import Propose
from motcua.casework.acts.receive_completion import ReceiveCompletion
from motcua.casework.acts.receive_supplement import ReceiveSupplement
from motcua.casework.acts.record_payment import RecordPayment
from motcua.casework.acts.refuse import Refuse
from motcua.casework.acts.request_payment import RequestPayment
from motcua.casework.acts.request_supplement import RequestSupplement
from motcua.casework.acts.resume import Resume
from motcua.casework.acts.return_result import ReturnResult
from motcua.casework.acts.second import AskCorrection, AskReopen, ConfirmSecond, DeclineSecond
from motcua.casework.acts.send_back import SendBack
from motcua.casework.acts.stop import Stop
from motcua.casework.acts.transfer import AskTransfer, ConfirmTransfer, DeclineTransfer, RecallTransfer
from motcua.casework.acts.turn_away import TurnAway
from motcua.casework.perform import CaseAct

ACTS: dict[str, type[CaseAct]] = {
    act.name: act
    for act in (
        Accept, AskCompletion, ReceiveCompletion, TurnAway, Assign, HandOver, RequestSupplement, ReceiveSupplement,
        CloseUnanswered, RequestPayment, Pause, Resume, Extend, Apologise, AskAgency, AnswerAgency, CloseSilent, Propose, Approve,
        SendBack, Refuse, Finish, Stop, ReturnResult, RecordPayment, Attach, AskTransfer, ConfirmTransfer,
        DeclineTransfer, RecallTransfer, AskReopen, AskCorrection, ConfirmSecond, DeclineSecond, Note,
        EraseContact,
    )
}  # fmt: skip
"""Every act by its name, in the order in which a page offers them."""
