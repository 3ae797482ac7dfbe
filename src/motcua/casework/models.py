"""What casework keeps beside the journal: who has a dossier, its papers, fees, tasks, transfers and drafts."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from motcua.rules.accounts import Account

_USER = settings.AUTH_USER_MODEL
_OPEN = models.Q(open=True)


class Work(models.Model):
    """An own dossier as work to be done: derived from the journal, kept for lists.

    `seq` counts the acts: a page sends back the one it showed, so that nobody acts on what has changed.
    Instants in milliseconds UTC.
    """

    dossier = models.OneToOneField(
        "dossiers.Dossier", on_delete=models.PROTECT, primary_key=True, related_name="work"
    )
    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    received_by = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, related_name="+")
    helped_at = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    procedure = models.ForeignKey("catalogue.Procedure", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("catalogue.ProcedureVersion", on_delete=models.PROTECT, null=True)
    workflow = models.ForeignKey("workflow.WorkflowVersion", on_delete=models.PROTECT, null=True)
    request = models.ForeignKey("LinkedRequest", on_delete=models.PROTECT, null=True, related_name="works")
    assignee = models.ForeignKey(
        _USER, on_delete=models.PROTECT, null=True, related_name="works", db_index=False
    )
    step = models.CharField(max_length=60, blank=True)
    step_role = models.CharField(max_length=12, blank=True, help_text="whose turn it is in this step")
    step_since = models.BigIntegerField(null=True)
    step_due_at = models.BigIntegerField(null=True)
    summary = models.TextField(blank=True)
    lane = models.SmallIntegerField(default=0)
    open = models.BooleanField(default=True, help_text="somebody still has to act on it")
    state = models.SmallIntegerField(default=int(Account.LODGED))
    due_at = models.BigIntegerField(null=True)
    answer_by = models.BigIntegerField(null=True)
    reply_by = models.BigIntegerField(null=True, help_text="until when the citizen may complete it")
    promised_at = models.BigIntegerField(null=True)
    ready_at = models.BigIntegerField(null=True)
    returned_at = models.BigIntegerField(null=True)
    supplements = models.SmallIntegerField(default=0)
    seq = models.IntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["assignee", "due_at"], name="work_mine", condition=_OPEN),
            models.Index(fields=["unit", "state", "due_at"], name="work_unit", condition=_OPEN),
            models.Index(fields=["unit", "step_role", "due_at"], name="work_turn", condition=_OPEN),
            models.Index(fields=["unit", "dossier"], name="work_list"),
        ]


class Applicant(models.Model):
    """Who the dossier belongs to and who filed it; personal data, beside the journal, erasable."""

    class Kind(models.IntegerChoices):
        CITIZEN = 1, "Công dân"
        BUSINESS = 2, "Doanh nghiệp"
        AGENCY = 3, "Cơ quan nhà nước"
        ORGANISATION = 4, "Tổ chức khác"

    dossier = models.OneToOneField(
        "dossiers.Dossier", on_delete=models.CASCADE, primary_key=True, related_name="applicant"
    )
    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.SmallIntegerField(choices=Kind.choices, default=Kind.CITIZEN)
    id_number = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=400, blank=True)
    email = models.EmailField(blank=True)
    filer_name = models.CharField(max_length=300, blank=True, help_text="who filed it, where not the owner")
    filer_id_number = models.CharField(max_length=20, blank=True)
    filer_phone = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "id_number"], name="applicant_number")]


class LinkedRequest(models.Model):
    """One request of a citizen that makes several dossiers at several agencies (liên thông)."""

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT)
    made_at = models.BigIntegerField()


class StoredFile(models.Model):
    """A file kept by its digest; what it is was read from its content, not from its name."""

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT)
    digest = models.CharField(max_length=64)
    size = models.IntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    added_at = models.BigIntegerField()
    added_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, related_name="+")


class Paper(models.Model):
    """A paper of a dossier (giấy tờ thành phần hồ sơ) or its result; `digitised` by Circular 01/2023/TT-VPCP."""

    class Digitised(models.IntegerChoices):
        NO = 0, "Chưa số hóa"
        YES = 1, "Được số hóa"
        FROM_PAPER = 2, "Tái sử dụng từ thành phần hồ sơ khác"
        FROM_RESULT = 3, "Tái sử dụng từ kết quả hồ sơ khác"

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="papers")
    code = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=500)
    originals = models.SmallIntegerField(default=0)
    copies = models.SmallIntegerField(default=0)
    handed_in = models.BooleanField(default=True)
    is_result = models.BooleanField(default=False)
    digitised = models.SmallIntegerField(choices=Digitised.choices, default=Digitised.NO)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="papers")
    added_at = models.BigIntegerField()
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")


class LodgedFile(models.Model):
    """A file of a dossier that was lodged at the portal, not fetched yet: where it is, when it is asked for (None: given
    up, for a reason)."""

    paper = models.OneToOneField(Paper, on_delete=models.CASCADE, primary_key=True, related_name="lodged")
    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    address = models.TextField()
    tries = models.IntegerField(default=0)
    next_at = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], name="lodged_waits", condition=models.Q(next_at__isnull=False))
        ]


class Fee(models.Model):
    """A fee of a dossier (phí, lệ phí) in dong; `how` is empty until it is paid or found exempt."""

    class How(models.TextChoices):
        CASH = "cash", "Tiền mặt"
        TRANSFER = "transfer", "Chuyển khoản"
        ONLINE = "online", "Trực tuyến"
        EXEMPT = "exempt", "Được miễn"

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="fees")
    name = models.CharField(max_length=200)
    amount = models.BigIntegerField()
    how = models.CharField(max_length=12, choices=How.choices, blank=True)
    paid_at = models.BigIntegerField(null=True)
    receipt = models.CharField(max_length=60, blank=True)


class AgencyTask(models.Model):
    """A question to another agency (lấy ý kiến, phối hợp) with its deadline; silence is not consent."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="tasks")
    key = models.CharField(max_length=60, blank=True, help_text="the task of the workflow, where it has one")
    agency = models.CharField(max_length=300)
    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    question = models.TextField()
    asked_at = models.BigIntegerField()
    due_at = models.BigIntegerField(null=True)
    answered_at = models.BigIntegerField(null=True)
    answer = models.TextField(blank=True)


class Transfer(models.Model):
    """A dossier on its way to another unit; complete only when the receiver confirms."""

    class Status(models.TextChoices):
        ASKED = "asked", "Chờ xác nhận"
        CONFIRMED = "confirmed", "Đã nhận"
        DECLINED = "declined", "Không nhận"
        RECALLED = "recalled", "Đã rút lại"

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="transfers")
    origin = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    target = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.TextField()
    asked_at = models.BigIntegerField()
    asked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ASKED)
    answered_at = models.BigIntegerField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["target", "status"], name="transfer_waiting")]


class SecondPerson(models.Model):
    """An act that takes effect only when a second person confirms it: reopening, correcting."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Chờ xác nhận"
        CONFIRMED = "confirmed", "Đã xác nhận"
        DECLINED = "declined", "Không đồng ý"

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="second_persons")
    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    act = models.CharField(max_length=40)
    values = models.JSONField()
    asked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.BigIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING)
    answered_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "status"], name="second_person_waiting")]


class DayCounter(models.Model):
    """The last serial given to a code of a unit and day; its row is locked by the act that takes one."""

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, db_index=False)
    day = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day"], name="counter_once")]


class SerialRange(models.Model):
    """The unit's own range of serials, which no other system of the unit uses."""

    unit = models.OneToOneField("catalogue.Unit", on_delete=models.PROTECT, primary_key=True)
    prefix = models.CharField(max_length=40, help_text="the identifier that codes begin with")
    first = models.IntegerField()
    last = models.IntegerField()


class Draft(models.Model):
    """A form that somebody has begun; kept while typing, so that nothing typed is lost."""

    user = models.ForeignKey(_USER, on_delete=models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey("catalogue.Unit", on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=80)
    values = models.JSONField()
    saved_at = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "unit", "key"], name="draft_once")]


class Once(models.Model):
    """What came of an act that a client may send twice: the same key gives the same answer."""

    user = models.ForeignKey(_USER, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="once")]


class LookUpCount(models.Model):
    """How many public look-ups failed in an hour, by a key from which nothing can be read back."""

    key = models.CharField(max_length=64)
    hour = models.IntegerField()
    failed = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "hour"], name="look_up_once")]
