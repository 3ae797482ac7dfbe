"""The double-entry ledger of dossiers. Keys have no constraint in the database, as in `dossiers/models.py`."""

from __future__ import annotations

from django.db import models


class Move(models.Model):
    """A dossier going from one account to another; `n` is 1, or -1 where the entry takes a move back."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="moves", db_constraint=False)
    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, db_index=False, db_constraint=False)
    cell = models.ForeignKey("dossiers.Cell", models.PROTECT, db_index=False, db_constraint=False)
    from_account = models.SmallIntegerField()
    to_account = models.SmallIntegerField()
    n = models.SmallIntegerField()
    effect_at = models.BigIntegerField()
    effect_day = models.IntegerField()
    recorded_at = models.BigIntegerField()
    rules = models.SmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["unit", "effect_day"], name="move_unit_day")]


class Balance(models.Model):
    """What all moves before a month came to, by cell and pair of accounts, as known now."""

    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, db_index=False, db_constraint=False)
    month = models.IntegerField(help_text="the local day that begins the month")
    cell = models.ForeignKey("dossiers.Cell", models.PROTECT, db_index=False, db_constraint=False)
    from_account = models.SmallIntegerField()
    to_account = models.SmallIntegerField()
    n = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month", "cell", "from_account", "to_account"], name="balance_once"
            )
        ]


class BalancedMonth(models.Model):
    """A month whose balances stand for all moves before it; a statement begins at the last one."""

    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, db_index=False, db_constraint=False)
    month = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "month"], name="balanced_month_once")]


class UnitBalance(models.Model):
    """The month-start balances of a unit with all its cells together: what boards of many units begin with."""

    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, db_index=False, db_constraint=False)
    month = models.IntegerField(help_text="the local day that begins the month")
    from_account = models.SmallIntegerField()
    to_account = models.SmallIntegerField()
    n = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month", "from_account", "to_account"], name="unit_balance_once"
            )
        ]


class UnitDay(models.Model):
    """What the moves of a unit that take effect on a local day come to, by pair of accounts."""

    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, db_index=False, db_constraint=False)
    day = models.IntegerField()
    from_account = models.SmallIntegerField()
    to_account = models.SmallIntegerField()
    n = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "day", "from_account", "to_account"], name="unit_day_once"
            )
        ]


class UnitAhead(models.Model):
    """How many dossiers of a unit become overdue in a minute of a local day (0: as it begins), as posted ahead."""

    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, db_index=False, db_constraint=False)
    day = models.IntegerField()
    minute = models.SmallIntegerField(help_text="minutes after midnight, begun ones counted as whole")
    n = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day", "minute"], name="unit_ahead_once")]


class Change(models.Model):
    """How often the dossiers of a unit have changed: what a page asks to know whether it is still right."""

    unit = models.OneToOneField(
        "catalogue.Unit", models.PROTECT, primary_key=True, related_name="+", db_constraint=False
    )
    n = models.BigIntegerField()
