"""Accounts and what is given to them: who may do what, where, until when and on what ground."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """An account (tài khoản) of one person."""

    full_name = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    by_email = models.BooleanField(default=False, help_text="work notices also by e-mail")
    by_sms = models.BooleanField(default=False, help_text="work notices also by text message")
    must_change_password = models.BooleanField(default=False)

    def get_full_name(self) -> str:
        return self.full_name or self.username


class Role(models.TextChoices):
    """What a person does in a unit."""

    COUNTER = "counter", "Công chức tiếp nhận"
    SPECIALIST = "specialist", "Công chức chuyên môn"
    HEAD = "head", "Trưởng phòng chuyên môn"
    DIRECTOR = "director", "Giám đốc Trung tâm"
    LEADER = "leader", "Lãnh đạo Ủy ban nhân dân"
    CLERK = "clerk", "Văn thư"
    CONTROL = "control", "Công chức đầu mối kiểm soát TTHC"
    ADMIN = "admin", "Quản trị hệ thống"
    AUDITOR = "auditor", "Kiểm tra, giám sát"


class Grant(models.Model):
    """A role in a unit and everything below it, for a time; days are local, `until` is the last day.

    A grant taken back before it began ends on the day before it begins; none is deleted.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT)
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=300, blank=True)
    ended_ground = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "unit", "role", "since"], name="grant_once")]


class Delegation(models.Model):
    """A delegation (ủy quyền): for a time the taker does in a unit what the giver may do there himself.

    Either all that `role` gives, or the `rights` named (separated by blanks). What the giver does not have, or has
    from somebody else only, is never passed on (Nghị định 30/2020/NĐ-CP, Article 13, clause 3).
    """

    class Form(models.TextChoices):
        TUQ = "TUQ.", "Thừa ủy quyền"
        KT = "KT.", "Ký thay"

    giver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_given")
    taker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_taken")
    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT)
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    rights = models.CharField(max_length=400, blank=True)
    form = models.CharField(max_length=4, choices=Form.choices, default=Form.TUQ)
    since = models.DateField()
    until = models.DateField()
    ground = models.CharField(max_length=300)
    revoked_on = models.DateField(
        null=True, blank=True, help_text="the first day on which it no longer holds"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(giver=models.F("taker")), name="delegation_to_another"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="delegation_ends_after_begin"
            ),
        ]


class SigningAuthority(models.Model):
    """Who signs which decision (thẩm quyền ký): of a procedure, of a field, or of all where neither is named.

    It holds in a unit and below it; `form` is what stands above the signature: «CHỦ TỊCH», «KT. CHỦ TỊCH».
    """

    class Decision(models.TextChoices):
        ANY = "any", "Mọi văn bản"
        RESULT = "result", "Kết quả giải quyết"
        REFUSAL = "refusal", "Từ chối giải quyết"
        EXTENSION = "extension", "Gia hạn giải quyết"
        APOLOGY = "apology", "Văn bản xin lỗi và đề nghị gia hạn"
        STOP = "stop", "Thông báo dừng giải quyết"
        REPORT = "report", "Báo cáo"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="signing")
    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT)
    procedure = models.ForeignKey("catalogue.Procedure", on_delete=models.PROTECT, null=True, blank=True)
    field = models.ForeignKey("catalogue.Field", on_delete=models.PROTECT, null=True, blank=True)
    decision = models.CharField(max_length=12, choices=Decision.choices, default=Decision.ANY)
    form = models.CharField(max_length=100)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=300, blank=True)


class AuditEntry(models.Model):
    """A line of the access log (nhật ký truy cập): who did or read what, when. Written once, never changed.

    Units and persons stand as keys without a constraint in the database: a constraint would make the line wait for
    whoever holds the unit's row, and lines must never wait. `unit` 0 is the installation as a whole.
    """

    unit = models.BigIntegerField()
    at = models.BigIntegerField(help_text="milliseconds UTC")
    actor = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=16, blank=True)
    subject = models.BigIntegerField(null=True)
    request = models.CharField(max_length=32, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "at", "id"], name="audit_of_unit"),
            models.Index(fields=["actor", "at"], name="audit_of_actor"),
            models.Index(fields=["subject_kind", "subject", "at"], name="audit_of_subject"),
        ]


class Seal(models.Model):
    """A seal (niêm phong) over a batch of a unit's lines: their digests, chained to the seal before.

    `leaves` holds for each line its key (8 bytes) and its SHA-256; `upto` is the key up to which lines of all units
    were looked at. A seal is `late` where its lines were committed after those around them had been sealed.
    """

    unit = models.BigIntegerField()
    number = models.PositiveIntegerField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    upto = models.BigIntegerField()
    late = models.BooleanField(default=False)
    leaves = models.BinaryField()
    digest = models.CharField(max_length=64)
    sealed_at = models.BigIntegerField(help_text="milliseconds UTC")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="seal_in_order")]


class Sealing(models.Model):
    """One row: how far sealing has come. Whoever seals holds it meanwhile, so that two never seal at once."""

    upto = models.BigIntegerField(default=0)
    runs = models.PositiveBigIntegerField(default=0)


class WallLink(models.Model):
    """A link (đường dẫn) that shows a unit's board on a screen in its hall without a sign-in.

    Nobody's figures but the unit's stand there. `until` is the last local day; instants in milliseconds UTC.
    """

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=100, help_text="where the screen hangs")
    until = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.BigIntegerField()
    ended_at = models.BigIntegerField(null=True)
