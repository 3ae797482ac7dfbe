"""A dossier, its dimensions, its journal, and the personal data that live beside it.

The tables that grow with every act name their rows of other tables without a constraint in the database
(`db_constraint=False`): checking each row costs more than writing it, on PostgreSQL three times as much. Keys are
taken from rows read or made in the same transaction, Django protects what is referred to, and `ledger verify` looks
for keys that lead nowhere (`ledger/orphans.py`).
"""

from __future__ import annotations

from django.db import models


class Cell(models.Model):
    """One combination of the dimensions that moves carry; a move names its cell instead of repeating them."""

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT)
    procedure = models.ForeignKey("catalogue.Procedure", on_delete=models.PROTECT, null=True)
    field = models.ForeignKey("catalogue.Field", on_delete=models.PROTECT)
    system = models.ForeignKey("catalogue.System", on_delete=models.PROTECT)
    channel = models.SmallIntegerField()
    level = models.SmallIntegerField()
    lane = models.SmallIntegerField(default=0)
    digitised = models.SmallIntegerField(default=0)
    fee_due = models.SmallIntegerField(default=0)
    paid_online = models.SmallIntegerField(default=0)

    @property
    def about(self) -> str:
        """What its dossiers are about: the procedure, the field where that is not known."""
        return self.procedure.name if self.procedure else self.field.name

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "unit",
                    "procedure",
                    "field",
                    "system",
                    "channel",
                    "level",
                    "lane",
                    "digitised",
                    "fee_due",
                    "paid_online",
                ],
                name="cell_once",
                nulls_distinct=False,
            )
        ]


class Dossier(models.Model):
    """A dossier (hồ sơ). Its state columns are the ledger's latest word, kept for lists; figures never use them."""

    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, db_index=False, db_constraint=False)
    issuer = models.ForeignKey(
        "catalogue.System", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    code = models.TextField()
    authority = models.ForeignKey(
        "catalogue.System", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    cell = models.ForeignKey(Cell, models.PROTECT, db_index=False, db_constraint=False)
    state = models.SmallIntegerField()
    received_at = models.BigIntegerField(null=True)
    due_at = models.BigIntegerField(null=True)
    finished_at = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "issuer"], name="dossier_code_once")]
        indexes = [models.Index(fields=["unit", "state", "due_at"], name="dossier_work")]

    def __str__(self) -> str:
        return self.code


class Act(models.Model):
    """One entry of the journal (nhật ký): what happened to a dossier, when, when we learned it, from whom.

    Never changed, never deleted. A report of another system is an act of kind `reported`: its body is
    the sighting, `as_of` the instant for which it speaks, `progress` how far the dossier had gone in it.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="acts", db_constraint=False)
    kind = models.CharField(max_length=24)
    occurred_at = models.BigIntegerField()
    recorded_at = models.BigIntegerField()
    system = models.ForeignKey("catalogue.System", models.PROTECT, db_index=False, db_constraint=False)
    run = models.BigIntegerField(null=True)
    actor = models.BigIntegerField(null=True)
    as_of = models.BigIntegerField(null=True)
    progress = models.SmallIntegerField(default=0)
    body = models.TextField()
    version = models.SmallIntegerField(default=1)


class Person(models.Model):
    """Personal data of a dossier's applicant, kept apart so that they can be erased without the journal."""

    dossier = models.OneToOneField(
        Dossier, models.CASCADE, primary_key=True, related_name="person", db_constraint=False
    )
    name = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    folded = models.CharField(max_length=300, blank=True)


class SearchKey(models.Model):
    """A text under which a unit finds a dossier: code, document number, name or identity number, folded.

    Kept as bytes, which every database compares alike whatever its collation, so that the beginning of a text is a
    range of the key. `kind` stands before the text: whoever may not see persons never reads names and their numbers.
    A procedure is its key and, the latest first, the time of reception, eight bytes each.
    """

    class Kind(models.IntegerChoices):
        CODE = 1, "Mã hồ sơ"
        NUMBER = 2, "Số văn bản, biên lai"
        NAME = 3, "Họ tên"
        IDENTITY = 4, "Số định danh"
        PROCEDURE = 5, "Thủ tục"

    pk = models.CompositePrimaryKey("unit", "kind", "text", "dossier")
    unit = models.BigIntegerField()
    kind = models.SmallIntegerField(choices=Kind.choices)
    text = models.BinaryField(max_length=96)
    dossier = models.BigIntegerField()


class SearchPending(models.Model):
    """Dossiers from `first` to `last` (keys) that a unit cannot find yet; written with what made or changed them."""

    unit = models.BigIntegerField(db_index=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
