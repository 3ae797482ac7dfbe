"""Findings (điểm lệch) with their history, and what a unit has settled about how it compares."""

from __future__ import annotations

from django.conf import settings
from django.db import models

_USER = settings.AUTH_USER_MODEL
_SYSTEM = "catalogue.System"


class SystemRule(models.Model):
    """What a unit has settled about one system (quy ước đối chiếu).

    `rhythm_days`: after so many days without a word of a dossier in hand it is not heard of; None for the usual number.
    `centre`: whether dossiers of this system have to go through the one-stop centre.
    """

    class Centre(models.TextChoices):
        NAMED = "", "Xét theo phòng mà hệ thống ghi"
        ALWAYS = "always", "Mọi hồ sơ phải qua Trung tâm"
        NEVER = "never", "Không phải qua Trung tâm"

    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, related_name="+", db_index=False)
    system = models.ForeignKey(_SYSTEM, models.PROTECT, related_name="+", db_index=False)
    rhythm_days = models.SmallIntegerField(null=True)
    centre = models.CharField(max_length=8, choices=Centre.choices, default=Centre.NAMED, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "system"], name="system_rule_once")]


class Pair(models.Model):
    """Two systems that a unit wants compared dossier by dossier (cặp đối chiếu), each dossier expected in both.

    Days are local and those of reception; without `last` up to the present. It is compared at every run until it is ended.
    """

    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, related_name="+", db_index=False)
    left = models.ForeignKey(_SYSTEM, models.PROTECT, related_name="+", db_index=False)
    right = models.ForeignKey(_SYSTEM, models.PROTECT, related_name="+", db_index=False)
    first = models.IntegerField()
    last = models.IntegerField(null=True)
    asked_at = models.BigIntegerField()
    asked_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "ended_at"], name="pair_of_unit")]


class Recount(models.Model):
    """One comparison of all that is known of a unit's dossiers (lượt đối chiếu); `by` None for the daily one.

    `known` are all dossiers known of the unit, those too that are not here; `agreeing` those on which all systems that
    speak of them, or ought to, agree; `compared` those that two systems speak of or ought to.
    """

    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, related_name="+", db_index=False)
    at = models.BigIntegerField()
    by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", db_index=False)
    known = models.IntegerField()
    compared = models.IntegerField()
    agreeing = models.IntegerField()
    found = models.IntegerField()
    opened = models.IntegerField()
    closed = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["unit", "at"], name="recount_of_unit")]


class Schedule(models.Model):
    """When a unit is compared again by itself; whoever moves `next_at` on does it."""

    unit = models.OneToOneField("catalogue.Unit", models.CASCADE, primary_key=True, related_name="schedule")
    next_at = models.BigIntegerField(db_index=True)


class Finding(models.Model):
    """Something on which systems do not agree (điểm lệch), kept until they do.

    `left` is the system whose word counts or ought to be there, `right` the other; `ours` and `theirs` what each says:
    a word of `rules.report.State`, or an instant as digits. `dossier` is None where it is not here, `other` the second
    dossier where one was counted twice. `guess` is the cause by rule, `cause` what a person put in its place.
    """

    class State(models.TextChoices):
        OPEN = "open", "Đang mở"
        EXPLAINED = "explained", "Đã giải thích"
        CLOSED = "closed", "Đã khép"

    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, related_name="+", db_index=False)
    identity = models.CharField(max_length=160)
    kind = models.CharField(max_length=12)
    dossier = models.ForeignKey(
        "dossiers.Dossier", models.PROTECT, null=True, related_name="findings", db_constraint=False
    )
    other = models.ForeignKey(
        "dossiers.Dossier", models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    code = models.TextField()
    left = models.ForeignKey(_SYSTEM, models.PROTECT, related_name="+", db_index=False)
    right = models.ForeignKey(_SYSTEM, models.PROTECT, related_name="+", db_index=False)
    ours = models.CharField(max_length=24, blank=True)
    theirs = models.CharField(max_length=24, blank=True)
    first_seen = models.BigIntegerField()
    last_seen = models.BigIntegerField()
    closed_at = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    guess = models.CharField(max_length=20)
    cause = models.CharField(max_length=20, blank=True)
    cause_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", db_index=False)
    owner = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", db_index=False)
    department = models.ForeignKey(
        "catalogue.Unit", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "identity"], name="finding_once")]
        indexes = [
            models.Index(fields=["unit", "state", "first_seen"], name="finding_list"),
            models.Index(fields=["unit", "owner", "state"], name="finding_owner"),
        ]

    @property
    def why(self) -> str:
        """The cause that counts: the corrected one, else the guess."""
        return self.cause or self.guess


class FindingEvent(models.Model):
    """What happened to a finding: found, changed, closed, found again, given to somebody, its cause corrected, explained.

    Never changed. `actor` is the account, None for the comparison itself; `text` a key, a name of a cause, or the words
    of an explanation.
    """

    class What(models.TextChoices):
        FOUND = "found", "Phát hiện"
        CHANGED = "changed", "Giá trị thay đổi"
        CLOSED = "closed", "Các hệ thống đã khớp"
        AGAIN = "again", "Lại lệch"
        OWNER = "owner", "Giao người phụ trách"
        DEPARTMENT = "department", "Giao phòng phụ trách"
        CAUSE = "cause", "Sửa nguyên nhân"
        EXPLAINED = "explained", "Giải thích"
        REOPENED = "reopened", "Mở lại"

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="events")
    at = models.BigIntegerField()
    actor = models.BigIntegerField(null=True)
    what = models.CharField(max_length=12, choices=What.choices)
    text = models.TextField(blank=True)
