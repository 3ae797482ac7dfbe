"""What was read from other systems, and what could not be."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ImportRun(models.Model):
    """One import: the files of one command or one upload; all of it is recorded, or none."""

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT)
    recorded_at = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    summary = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["unit", "recorded_at"], name="import_run_unit")]


class ImportFile(models.Model):
    """A file of a run."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    as_of = models.BigIntegerField(null=True)
    system = models.ForeignKey("catalogue.System", on_delete=models.PROTECT)
    rows = models.IntegerField()


class QuarantinedRow(models.Model):
    """A row that could not be counted, kept with its reason until a person has dealt with it."""

    class Status(models.TextChoices):
        OPEN = "open", "Chờ xử lý"
        MENDED = "mended", "Đã sửa, đã nhận"
        SET_ASIDE = "set_aside", "Bỏ qua"

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, db_index=False)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT)
    file_name = models.CharField(max_length=300)
    sheet = models.CharField(max_length=200, blank=True)
    row = models.IntegerField()
    system = models.ForeignKey("catalogue.System", on_delete=models.PROTECT, db_index=False)
    as_of = models.BigIntegerField()
    reason = models.CharField(max_length=60)
    values = models.JSONField()
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "digest"], name="quarantine_once")]
        indexes = [models.Index(fields=["unit", "status"], name="quarantine_open")]


class MappingProfile(models.Model):
    """A layout somebody finished by hand, found again by its header."""

    name = models.CharField(max_length=120, unique=True)
    header_digest = models.CharField(max_length=64, db_index=True)
    text = models.TextField()


class Elsewhere(models.Model):
    """A dossier led by another system on which somebody still has to act, as that system told it last.

    Derived from the reports and kept for lists; `as_of` is the instant for which the last export spoke that named it.
    The officer's name is kept as it was written, and as `folded` without rank and diacritics for comparing.
    """

    class Waits(models.IntegerChoices):
        ANSWER = 1, "Chờ tiếp nhận"
        WORK = 2, "Đang giải quyết"
        SUPPLEMENT = 3, "Chờ bổ sung"
        RETURN = 4, "Chờ trả kết quả"
        PAUSED = 5, "Đang tạm dừng"

    dossier = models.OneToOneField(
        "dossiers.Dossier", models.CASCADE, primary_key=True, related_name="elsewhere", db_constraint=False
    )
    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, db_index=False, db_constraint=False)
    system = models.ForeignKey(
        "catalogue.System", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    officer = models.CharField(max_length=200, blank=True)
    folded = models.CharField(max_length=200, blank=True)
    waits = models.SmallIntegerField(choices=Waits.choices)
    since = models.BigIntegerField(
        help_text="what orders those that wait alike: due, lodged, asked or ready at"
    )
    as_of = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "folded", "waits", "since"], name="elsewhere_officer"),
            models.Index(fields=["unit", "waits", "since"], name="elsewhere_unit"),
        ]
