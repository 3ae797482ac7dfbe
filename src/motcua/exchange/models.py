"""Connections to the portal, the outbox with a lane for each dossier, and the inbox. What they carried stands beside
them in tables of its own, for it is personal and can be erased."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.exchange.wire.envelope import Shape


class Link(models.Model):
    """How a unit, and those below it that have none of their own, is connected to the portal (kết nối).

    `base` and `addresses` say where the portal's operations are, `code` is our identifier there (madonvi). Of secrets
    only the names stand here: `secret` to sign in there, `secret_in` for the portal to sign in here, `secret_pay` for
    checksums of payments. `tells_months`: a period that was closed is told by its months. `failures` counts attempts in a row that failed; until `rests_until` none is made.
    """

    unit = models.OneToOneField("catalogue.Unit", on_delete=models.PROTECT, related_name="+")
    enabled = models.BooleanField(default=False)
    shape = models.CharField(max_length=8, choices=[(shape.value, shape.value) for shape in Shape])
    base = models.CharField(max_length=300, blank=True)
    addresses = models.JSONField(default=dict)
    code = models.CharField(max_length=60)
    dstcode = models.CharField(max_length=120, blank=True)
    secret = models.CharField(max_length=40, blank=True)
    secret_in = models.CharField(max_length=40, blank=True)
    secret_pay = models.CharField(max_length=40, blank=True)
    tells_months = models.BooleanField(default=False)
    failures = models.IntegerField(default=0)
    rests_until = models.BigIntegerField(null=True)
    answered_at = models.BigIntegerField(null=True)
    error = models.CharField(max_length=300, blank=True)
    changed_at = models.BigIntegerField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )


class Lane(models.Model):
    """The messages of one dossier in their order: one worker at a time sends them, one after the other.

    `about` is the dossier's key, or what else the messages are about; `known`: the portal has it; `born_there`: it was
    lodged at the portal. `next_at` is when to send, None where nothing waits; the lane belongs to the worker with `claim`
    until `claimed_until`. Who writes a message locks the lane first, so that the keys of messages are their order.
    """

    link = models.ForeignKey(Link, on_delete=models.PROTECT, db_index=False)
    about = models.CharField(max_length=80)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, null=True, related_name="+")
    known = models.BooleanField(default=False)
    born_there = models.BooleanField(default=False)
    next_at = models.BigIntegerField(null=True)
    attempts = models.IntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True)
    claimed_until = models.BigIntegerField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "about"], name="lane_once")]
        indexes = [models.Index(fields=["next_at"], name="lane_waiting", condition=Q(next_at__isnull=False))]


class OutMessage(models.Model):
    """A message to the portal and what became of it; `identity` makes two writings of one message one."""

    class Status(models.TextChoices):
        QUEUED = "queued", "Chờ gửi"
        SENT = "sent", "Cổng đã nhận"
        REFUSED = "refused", "Cổng từ chối"

    lane = models.ForeignKey(Lane, on_delete=models.PROTECT, related_name="messages", db_index=False)
    identity = models.CharField(max_length=80)
    operation = models.CharField(max_length=40)
    state = models.SmallIntegerField(null=True, help_text="the national state that it tells")
    created_at = models.BigIntegerField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.QUEUED)
    attempts = models.IntegerField(default=0)
    ended_at = models.BigIntegerField(null=True)
    answer_code = models.IntegerField(null=True)
    turn = models.SmallIntegerField(default=1, help_text="raised when it is sent once more")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lane", "identity"], name="out_message_once")]
        indexes = [
            models.Index(fields=["lane", "status", "id"], name="out_message_order"),
            # Few are refused; they are counted on every page of those who deal with them.
            models.Index(fields=["lane"], name="out_message_refused", condition=Q(status="refused")),
        ]


class OutBody(models.Model):
    """What a message says, and what was answered to it; personal data, erasable."""

    message = models.OneToOneField(
        OutMessage, on_delete=models.CASCADE, primary_key=True, related_name="body"
    )
    data = models.JSONField()
    answer = models.TextField(blank=True)


class InMessage(models.Model):
    """A message from the portal: taken once, however often it comes.

    `key` is what it is about (the portal's code of a dossier, the number of a transaction); HELD waits for a person,
    `reason` says why, `problems` which fields were not taken.
    """

    class Status(models.TextChoices):
        TAKEN = "taken", "Đã nhận"
        HELD = "held", "Chờ xem lại"
        REFUSED = "refused", "Không nhận"

    link = models.ForeignKey(Link, on_delete=models.PROTECT, db_index=False)
    operation = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    came_at = models.BigIntegerField()
    times = models.IntegerField(default=1)
    status = models.CharField(max_length=8, choices=Status.choices)
    reason = models.CharField(max_length=300, blank=True)
    problems = models.JSONField(default=list)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link", "operation", "digest"], name="in_message_once")
        ]
        indexes = [
            models.Index(fields=["link", "operation", "key"], name="in_message_key"),
            models.Index(fields=["link", "status"], name="in_message_status"),
        ]


class InBody(models.Model):
    """What a message from the portal says; personal data, erasable."""

    message = models.OneToOneField(InMessage, on_delete=models.CASCADE, primary_key=True, related_name="body")
    data = models.JSONField()


class PortalAnswer(models.Model):
    """An answer of the portal's public interfaces, kept with its request, since the answer alone does not say its period.

    `answer` is the text as it came; nothing personal is published there.
    """

    class Status(models.TextChoices):
        GOOD = "good", "Dùng được"
        FAILED = "failed", "Không dùng được"
        BLOCKED = "blocked", "Bị chặn"

    path = models.CharField(max_length=200)
    asked = models.JSONField()
    digest = models.CharField(max_length=64)
    asked_at = models.BigIntegerField()
    status = models.CharField(max_length=8, choices=Status.choices)
    reason = models.CharField(max_length=300, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["digest", "asked_at"], name="portal_answer_asked"),
            models.Index(fields=["asked_at"], name="portal_answer_blocked", condition=Q(status="blocked")),
        ]


class PortalSighting(models.Model):
    """What the portal showed of a dossier when it was asked; `there` false where it did not have it.

    `state` is a word of `rules.report.State`; instants in milliseconds UTC.
    """

    lane = models.OneToOneField(Lane, on_delete=models.CASCADE, primary_key=True, related_name="sighting")
    asked_at = models.BigIntegerField()
    there = models.BooleanField()
    state = models.CharField(max_length=24, blank=True)
    received = models.BigIntegerField(null=True)
    due = models.BigIntegerField(null=True)
    finished = models.BigIntegerField(null=True)


class WatchedSource(models.Model):
    """A live source of a unit (nguồn tự động): `kind` names the plug-in, `options` what it is told, without secrets.

    Looked at again at `next_at`: at its `times` of the day («05:30, 13:00»), else every so many minutes. It is expected
    to give news every `expected_days` working days (0: nobody expects anything); `whole` says that each file holds all
    dossiers. `marker` says how far has been recorded, `seen` what the last look noted; `taken_at` is when it last gave
    something that was recorded.
    """

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120, blank=True)
    options = models.JSONField(default=dict)
    enabled = models.BooleanField(default=True)
    every_minutes = models.IntegerField()
    times = models.CharField(max_length=200, blank=True)
    expected_days = models.IntegerField(default=1)
    whole = models.BooleanField(default=True)
    made_at = models.BigIntegerField(default=0)
    next_at = models.BigIntegerField()
    looked_at = models.BigIntegerField(null=True)
    taken_at = models.BigIntegerField(null=True)
    error = models.CharField(max_length=300, blank=True)
    marker = models.JSONField(default=dict)
    seen = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="watched_source_due", condition=Q(enabled=True))]


class TakenFile(models.Model):
    """A file of a live source and what became of it; `reason` says why it was not recorded, in words for people.

    `identity` names it at the source, `digest` its bytes, `data` what they say; `header` maps the columns that were read
    to their titles, `prefixes` are the units in most of its codes, `ended` whether its last line was ended.
    """

    class Outcome(models.TextChoices):
        RECORDED = "recorded", "Đã ghi"
        SAME = "same", "Đã có rồi"
        HELD = "held", "Chờ người xem"
        REFUSED = "refused", "Không đọc được"
        THROWN = "thrown", "Đã bỏ"
        MOVED = "moved", "Chuyển sang nhập tay"

    source = models.ForeignKey(WatchedSource, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    at = models.BigIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.RECORDED)
    reason = models.TextField(blank=True)
    identity = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    data = models.CharField(max_length=64, blank=True)
    system = models.CharField(max_length=60, blank=True)
    header = models.JSONField(default=dict)
    prefixes = models.JSONField(default=list)
    ended = models.BooleanField(default=True)
    readable = models.BooleanField(default=True)
    rows = models.IntegerField(default=0)
    new = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    same = models.IntegerField(default=0)
    quarantined = models.IntegerField(default=0)
    decided_at = models.BigIntegerField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["source", "digest"], name="taken_file_digest"),
            models.Index(fields=["source", "identity"], name="taken_file_identity"),
            models.Index(fields=["source"], name="taken_file_held", condition=Q(outcome="held")),
        ]


class HeldFile(models.Model):
    """The content of a file that waits for a person; gone once somebody has decided."""

    taken = models.OneToOneField(TakenFile, on_delete=models.CASCADE, primary_key=True, related_name="held")
    content = models.BinaryField()
