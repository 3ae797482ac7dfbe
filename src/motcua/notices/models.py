"""The outbox of notices, what they said, and where each channel of a unit sends."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class NoticeTemplate(models.Model):
    """One version of the text of an event (mẫu thông báo); never changed, so that what was sent can be read again.

    Without a unit it is the text that the program ships, kept when it was first used. `withdrawn` is a
    version by which a unit goes back to the text of the unit above, or to the shipped one.
    """

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, null=True, db_index=False)
    event = models.CharField(max_length=40)
    variant = models.CharField(max_length=10)
    number = models.IntegerField()
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    withdrawn = models.BooleanField(default=False)
    made_at = models.BigIntegerField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "event", "variant", "number"],
                name="notice_template_once",
                nulls_distinct=False,
            )
        ]


class Notice(models.Model):
    """A notice (thông báo) to one recipient by one channel: what it is about and what became of it.

    Neither address nor text stands here: both are made at sending. `parameters` are not personal. `identity`
    is dossier:event:occurrence:channel:recipient, so that each is sent once. Notices that go out as one
    message share a `bundle`; `claim` is the worker that has it in hand until `claimed_until`; `in_doubt` means
    that an earlier attempt may have arrived.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", "Chờ gửi"
        SENDING = "sending", "Đang gửi"
        SENT = "sent", "Đã gửi"
        FAILED = "failed", "Chưa gửi được, sẽ gửi lại"
        GIVEN_UP = "given_up", "Không gửi được"
        CANCELLED = "cancelled", "Đã hủy"

    class To(models.TextChoices):
        APPLICANT = "applicant", "Người nộp hồ sơ"
        USER = "user", "Cán bộ"
        ADDRESS = "address", "Địa chỉ"

    identity = models.CharField(max_length=200, unique=True)
    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, db_index=False)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, null=True)
    event = models.CharField(max_length=40)
    channel = models.CharField(max_length=20)
    to = models.CharField(max_length=10, choices=To.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="notices"
    )
    role = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    template = models.ForeignKey(NoticeTemplate, on_delete=models.PROTECT, null=True, db_index=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    attempts = models.SmallIntegerField(default=0)
    turn = models.SmallIntegerField(default=1)
    next_at = models.BigIntegerField()
    gathered = models.CharField(max_length=80, blank=True)
    bundle = models.CharField(max_length=210, blank=True)
    claim = models.CharField(max_length=32, blank=True)
    claimed_until = models.BigIntegerField(null=True)
    in_doubt = models.BooleanField(default=False)
    sent_at = models.BigIntegerField(null=True)
    created_at = models.BigIntegerField()
    error = models.CharField(max_length=300, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"], name="notice_waiting", condition=Q(status__in=["queued", "failed"])
            ),
            models.Index(fields=["claim"], name="notice_claim", condition=Q(status="sending")),
            models.Index(fields=["unit", "status"], name="notice_of_unit"),
        ]


class NoticeAddress(models.Model):
    """The address of a notice that goes neither to an applicant nor to an account; personal data, erasable."""

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, primary_key=True, related_name="address")
    address = models.CharField(max_length=320)


class ScreenNotice(models.Model):
    """A notice that an officer finds inside the system; read when `read_at` is set (milliseconds UTC)."""

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, primary_key=True, related_name="screen")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False)
    read_at = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "read_at"], name="screen_notice_unread")]


class ChannelSetting(models.Model):
    """How a unit, and those below it that have no setting of their own, uses a channel.

    `hours` are local times between which is sent («07:00-20:00», empty: always); `gather_minutes` how long
    notices of one recipient wait for each other; `options` what the channel itself asks for, without secrets.
    """

    class Naming(models.TextChoices):
        NEVER = "never", "Không nêu tên thủ tục"
        NOT_PRIVATE = "not_private", "Nêu, trừ lĩnh vực riêng tư"

    class Doubt(models.TextChoices):
        GIVE_UP = "give_up", "Dừng, để người xem lại"
        SEND_AGAIN = "send_again", "Gửi lại, có thể trùng"

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20)
    enabled = models.BooleanField(default=False)
    to_applicants = models.BooleanField(default=False)
    to_officers = models.BooleanField(default=False)
    standby = models.BooleanField(default=False)
    place = models.SmallIntegerField(default=0)
    hours = models.CharField(max_length=11, blank=True)
    gather_minutes = models.SmallIntegerField(default=0)
    naming = models.CharField(max_length=12, choices=Naming.choices, default=Naming.NEVER)
    doubt = models.CharField(max_length=10, choices=Doubt.choices, default=Doubt.GIVE_UP)
    where = models.CharField(max_length=120, blank=True)
    options = models.JSONField(default=dict)
    changed_at = models.BigIntegerField(null=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "channel"], name="channel_setting_once")]


class AlertRule(models.Model):
    """A rule by which officers are warned, as a unit, and those below it that have none of their own, use it."""

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, db_index=False)
    kind = models.CharField(max_length=20)
    enabled = models.BooleanField(default=True)
    number = models.IntegerField(default=0, help_text="hours or days, as the kind has it")
    changed_at = models.BigIntegerField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "kind"], name="alert_rule_once")]


class Urge(models.Model):
    """A reminder by a person (đôn đốc) to whoever has a dossier, and the answer; `number` counts them by dossier.

    Text and answer stay inside the system: on other channels only the code is told.
    """

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="urges")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="urges"
    )
    number = models.SmallIntegerField()
    text = models.CharField(max_length=500, blank=True)
    asked_at = models.BigIntegerField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.BigIntegerField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="urge_once")]
        indexes = [models.Index(fields=["unit", "answered_at"], name="urge_open")]


class Turn(models.Model):
    """When the next turn of a work is that one process does for all."""

    name = models.CharField(max_length=20, primary_key=True)
    next_at = models.BigIntegerField()
