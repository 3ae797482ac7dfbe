"""Silence of another agency is not consent unless a rule says so, and a person says that it was applied."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.casework import acts
from motcua.casework.acts.close_silent import CloseSilent
from motcua.casework.case import look_at
from motcua.casework.models import AgencyTask, Work
from motcua.casework.offered import offered
from motcua.casework.refusals import Refused
from motcua.dossiers.own import journal
from motcua.people.models import Role
from motcua.workflow import drafts
from motcua.workflow.defaults import SHIPPED
from motcua.workflow.released import released
from tests.casework.conftest import DAY, HOUR, MONDAY, Office

PLAIN = "        working_days: 2\n"
GO_ON = PLAIN + "        silence: go_on\n"
CONSENT = PLAIN + '        silence: consent\n        ground: "Khoản 2 Điều 9"\n'


def asked(office: Office, rule: str) -> tuple[int, int]:
    """A dossier whose officer has asked the police; the keys of dossier and question. The answer is due on Wednesday."""
    here, people = office.cast.here, office.cast.of_here
    since, text = date(2026, 5, 1), SHIPPED[0].text.replace(PLAIN, rule)
    origin = released("one-stop", since, here.pk).id
    version = drafts.new_version(here, "one-stop", origin, people[Role.ADMIN], 1)
    drafts.save(version, text, "", people[Role.ADMIN], version.changed_at, 2)
    drafts.submit(version, people[Role.ADMIN], version.changed_at, 3)
    drafts.release(version, since, people[Role.DIRECTOR], date(2026, 4, 1), 4)
    dossier = office.receive().dossier
    office.act(Role.HEAD, dossier, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    question = acts.AskAgency("Công an xã", "Xác minh nơi cư trú", days=2)
    office.act(Role.SPECIALIST, dossier, question, 2 * HOUR)
    return dossier, AgencyTask.objects.get(dossier=dossier).pk


def seen(office: Office, dossier: int, at: int) -> bool:
    return CloseSilent in offered(look_at(dossier, office.who(Role.SPECIALIST), MONDAY + at))


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (GO_ON, {"silence": "go_on", "ground": ""}),
        (CONSENT, {"silence": "consent", "ground": "Khoản 2 Điều 9"}),
    ],
)
def test_a_rule_lets_the_work_go_on_when_the_term_is_over(
    office: Office, rule: str, told: dict[str, str]
) -> None:
    dossier, question = asked(office, rule)
    assert Work.objects.get(pk=dossier).step == "consult"
    # Two working days after Monday: the end of work on Wednesday.
    assert not seen(office, dossier, 2 * DAY) and seen(office, dossier, 3 * DAY)
    with pytest.raises(Refused, match="answer-required"):
        office.act(Role.SPECIALIST, dossier, CloseSilent(question), 2 * DAY)

    office.act(Role.SPECIALIST, dossier, CloseSilent(question), 3 * DAY)

    last = journal(dossier)[-1]
    assert (last.kind, last.body) == ("agency_silent", {"task": question, **told})
    assert AgencyTask.objects.get(pk=question).answer == ""
    assert Work.objects.get(pk=dossier).step == "assess"
    office.act(Role.SPECIALIST, dossier, acts.Propose("Đủ điều kiện"), 3 * DAY + HOUR)


def test_without_a_rule_it_waits_however_long(office: Office) -> None:
    dossier, question = asked(office, PLAIN)
    assert not seen(office, dossier, 30 * DAY)
    with pytest.raises(Refused, match="answer-required"):
        office.act(Role.SPECIALIST, dossier, CloseSilent(question), 30 * DAY)
    with pytest.raises(Refused, match=r"question-open|not-in-this-step"):
        office.act(Role.SPECIALIST, dossier, acts.Propose("Đủ điều kiện"), 30 * DAY)
    assert AgencyTask.objects.get(pk=question).answered_at is None


def test_what_was_answered_is_not_closed_again(office: Office) -> None:
    dossier, question = asked(office, GO_ON)
    office.act(Role.SPECIALIST, dossier, acts.AnswerAgency(question, "Có cư trú"), DAY)
    with pytest.raises(Refused, match="no-question"):
        office.act(Role.SPECIALIST, dossier, CloseSilent(question), 5 * DAY)
