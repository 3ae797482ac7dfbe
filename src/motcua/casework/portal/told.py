"""Every act that changes what the portal shows is written into its outbox, in the act's transaction."""

from __future__ import annotations

from motcua.casework.case import Case
from motcua.casework.portal.shown import shown, state_of
from motcua.casework.told import listen
from motcua.dossiers.own import Written
from motcua.exchange.links import link_of
from motcua.exchange.models import Lane
from motcua.exchange.outbox import Draft, about_dossier, lane_of, put, put_unfit
from motcua.exchange.wire.dossier import write_dossier
from motcua.exchange.wire.operations import Operation
from motcua.exchange.wire.progress import PORTAL_STATE, PROGRESS, PortalState, Progress
from motcua.exchange.wire.schema import Rejected
from motcua.exchange.wire.states import NationalState, NoNationalState
from motcua.people.models import User

_SYSTEM = "Hệ thống"
_LONGEST_NAME = 50

SAID = {
    "lodged": "Hồ sơ đã nộp",
    "completion_asked": "Yêu cầu hoàn thiện trước tiếp nhận",
    "completed": "Đã hoàn thiện hồ sơ",
    "turned_away": "Không tiếp nhận",
    "accepted": "Tiếp nhận hồ sơ",
    "assigned": "Phân công xử lý",
    "proposed": "Trình lãnh đạo",
    "approved": "Phê duyệt",
    "sent_back": "Trả lại để xử lý tiếp",
    "paused": "Dừng tính thời hạn",
    "resumed": "Tiếp tục xử lý",
    "extended": "Gia hạn",
    "apologised": "Xin lỗi, hẹn lại ngày trả",
    "agency_asked": "Lấy ý kiến phối hợp",
    "agency_answered": "Đã có ý kiến phối hợp",
    "moved": "Chuyển cơ quan có thẩm quyền",
    "attached": "Bổ sung giấy tờ",
    "paid": "Thu phí, lệ phí",
    "finished": "Kết thúc xử lý",
    "returned": "Trả kết quả",
    "reopened": "Mở lại hồ sơ",
    "corrected": "Đính chính",
    "redated": "Điều chỉnh ngày hẹn theo lịch làm việc",
}
"""The acts that the portal hears of, in its progress list."""


@listen
def tell_portal(case: Case, _act: str) -> None:
    """Write what the act's entries change, where the unit is connected."""
    entries = [entry for entry in case.told if entry.kind in SAID]
    link = link_of(case.work.unit_id, case.now) if entries else None
    if link is None:
        return
    try:
        state = state_of(case)
    except NoNationalState:
        return
    pk = case.dossier.pk
    write(lane_of(link, about_dossier(pk), pk), case, state, entries)


def write(lane: Lane, case: Case, state: NationalState, entries: list[Written]) -> None:
    """The dossier as it now is, and a step of progress for each entry; in the lane that is locked."""
    name = f"{entries[-1].pk}"
    try:
        body = write_dossier(shown(case, state))
        by = _actor(case)
        steps = [PROGRESS.write(_step(case, state, entry, by)) for entry in entries]
    except Rejected as error:
        # The act stands all the same; what the portal cannot be told waits on the list.
        put_unfit(lane, Draft(Operation.SYNC, f"{name}:sync", {}, int(state)), error.problems, case.now)
        return
    drafts = [Draft(Operation.SYNC, f"{name}:sync", body, int(state))]
    drafts += [
        Draft(Operation.PROGRESS, f"{entry.pk}:step", step, int(state))
        for entry, step in zip(entries, steps, strict=True)
    ]
    if lane.born_there:
        at_portal = PortalState(
            case.dossier.code, case.dossier.code, entries[-1].at, state, SAID[entries[-1].kind]
        )
        drafts.append(
            Draft(Operation.PORTAL_STATE, f"{name}:state", PORTAL_STATE.write(at_portal), int(state))
        )
    put(lane, drafts, case.now, new=True)


def _actor(case: Case) -> str:
    """Who carried the act out."""
    user = User.objects.filter(pk=case.actor.user).first() if case.actor.user else None
    return (user.get_full_name() if user else _SYSTEM)[:_LONGEST_NAME]


def _step(case: Case, state: NationalState, entry: Written, by: str) -> Progress:
    note = str(entry.body.get("reason") or entry.body.get("note") or "")
    return Progress(
        code=case.dossier.code,
        by=by,
        at=entry.at,
        content=f"{SAID[entry.kind]}-{note}" if note else SAID[entry.kind],
        state=state,
        due=case.dossier.due_at,
    )
