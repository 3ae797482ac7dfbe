"""Procedures and what holds for them from a day on: versions, channels, lanes, a unit's own terms."""

from __future__ import annotations

from django.db import models

from motcua.catalogue.models.fields import Field
from motcua.catalogue.models.units import Unit
from motcua.rules.terms import OnResume


class Procedure(models.Model):
    """An administrative procedure (thủ tục hành chính); what changes over time stands in its versions.

    `name` and `field` are today's. A code that anything refers to stays: a procedure ends by repeal (bãi bỏ).
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.TextField()
    folded = models.TextField()
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="procedures")
    source = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.name


class ProcedureVersion(models.Model):
    """What holds for a procedure from the day `since` on (phiên bản), by the decision that published it (công bố).

    `name` and `field` are empty where they are the procedure's; `term_amount` is null where no term is known;
    `cut_off_minute` and `count_reception_day` are those of `rules.terms.TermRules`. From the day `until` on the
    procedure is repealed; `replaced_by` is then the code of the one that takes its place. `tiers` are the levels of
    government that carry it out ("commune province ministry"). `agency` is the competent one (cơ quan có thẩm quyền
    giải quyết); several agencies stand in lines of their own. `papers`, `results` and `grounds` are lists in the
    shapes of `catalogue.content`.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    since = models.DateField()
    name = models.TextField(blank=True)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=8)
    online = models.BooleanField()
    direct = models.BooleanField()
    postal = models.BooleanField()
    term_amount = models.PositiveIntegerField(null=True)
    term_unit = models.CharField(max_length=16, blank=True)
    cut_off_minute = models.PositiveSmallIntegerField(null=True)
    count_reception_day = models.BooleanField(default=False)
    on_resume = models.CharField(max_length=8, default=OnResume.CONTINUE.value)
    supplement_once = models.BooleanField(default=True)
    agency = models.TextField(blank=True)
    receiving_agency = models.TextField(blank=True)
    issuing_agency = models.TextField(blank=True)
    tiers = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=100, blank=True)
    inter_agency = models.BooleanField(default=False)
    decision = models.CharField(max_length=200, blank=True)
    fee_note = models.TextField(blank=True)
    papers = models.JSONField(default=list, blank=True)
    results = models.JSONField(default=list, blank=True)
    grounds = models.JSONField(default=list, blank=True)
    workflow = models.CharField(max_length=80, blank=True)
    until = models.DateField(null=True)
    repeal_decision = models.CharField(max_length=200, blank=True)
    replaced_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["procedure", "since"], name="one_version_a_day")]


class VersionChannel(models.Model):
    """What a version says of one channel: its own term, where it has one, and its fees (`catalogue.content.Fee`)."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="channels")
    channel = models.PositiveSmallIntegerField()
    term_amount = models.PositiveIntegerField(null=True)
    term_unit = models.CharField(max_length=16, blank=True)
    note = models.TextField(blank=True)
    fees = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "channel"], name="one_version_channel")]


class VersionLane(models.Model):
    """A lane (làn) that a version opens, with its own rules and, where it has one, its own term."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="lanes")
    lane = models.PositiveSmallIntegerField()
    term_amount = models.PositiveIntegerField(null=True)
    term_unit = models.CharField(max_length=16, blank=True)
    cut_off_minute = models.PositiveSmallIntegerField(null=True)
    count_reception_day = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "lane"], name="one_version_lane")]


class UnitTerm(models.Model):
    """A unit's own term for a procedure, beside the national one (thời hạn rút ngắn), or a lane that it opened.

    In force from `since` on, up to and without `until`, for the unit and those below it. `channel` 0 is every
    channel; `lane` as in `rules.lanes`, the rules are those of the lane. Without an amount the term stays.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="own_terms")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="unit_terms")
    since = models.DateField()
    until = models.DateField(null=True)
    channel = models.PositiveSmallIntegerField(default=0)
    lane = models.PositiveSmallIntegerField(default=0)
    term_amount = models.PositiveIntegerField(null=True)
    term_unit = models.CharField(max_length=16, blank=True)
    cut_off_minute = models.PositiveSmallIntegerField(null=True)
    count_reception_day = models.BooleanField(default=False)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "procedure", "channel", "lane", "since"], name="one_unit_term_a_day"
            )
        ]


class Change(models.Model):
    """One change of the catalogue: what, when, by whom, from where. Never changed, never deleted.

    `kind` is a word of `catalogue.changes.Kind`, `recorded_at` milliseconds UTC, `since` the day from which it
    holds, `source` the decision or file it came from, `actor` the user, `body` the columns with their old and new
    values. `token` tells changes apart that a rolled-back transaction gave the same number.
    """

    kind = models.CharField(max_length=24)
    recorded_at = models.BigIntegerField()
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="changes")
    since = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)
    actor = models.BigIntegerField(null=True)
    body = models.JSONField(default=dict, blank=True)
    token = models.CharField(max_length=32)
