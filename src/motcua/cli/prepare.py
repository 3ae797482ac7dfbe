"""Making the database ready: tables and reference data, the first time and after an update."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from motcua.catalogue.load import load_reference_data
from motcua.catalogue.models import Province
from motcua.catalogue.publish import settle_names
from motcua.cli.now import today


def prepare() -> None:
    """Bring the database up to this version of the program; quick where nothing is missing."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
        load_reference_data()
    elif not Province.objects.exists():
        load_reference_data()
    settle_names(today())
