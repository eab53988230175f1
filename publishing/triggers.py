"""The database triggers that raise the generation when anything readers see changes.

Triggers and not signals, because bulk updates, raw SQL and other programs must count too.
SQLite: one row trigger each for insert, update and delete. PostgreSQL: one deferred
constraint trigger a table, acting once a transaction, at commit.
"""

from typing import Any

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from publishing.generation import readers_see
from publishing.models.generation import SiteGeneration

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION bump_generation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('intertitle.bumped', true) IS DISTINCT FROM txid_current()::text THEN
    UPDATE {generation} SET n = n + 1;
    PERFORM set_config('intertitle.bumped', txid_current()::text, true);
  END IF;
  RETURN NULL;
END $$
"""


def _sqlite_statements(table: str, generation: str) -> list[str]:
    statements = []
    for event in ("INSERT", "UPDATE", "DELETE"):
        name = f"readers_see_{table}_{event.lower()}"
        statements += [
            f'DROP TRIGGER IF EXISTS "{name}"',
            (
                f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" '
                f'BEGIN UPDATE "{generation}" SET n = n + 1; END'
            ),
        ]
    return statements


def _postgresql_statements(table: str) -> list[str]:
    return [
        f'DROP TRIGGER IF EXISTS readers_see ON "{table}"',
        (
            f'CREATE CONSTRAINT TRIGGER readers_see AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bump_generation()"
        ),
    ]


def trigger_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The SQL that puts every trigger in place, for the tables that exist by now."""
    existing = set(connection.introspection.table_names())
    generation = SiteGeneration._meta.db_table
    if generation not in existing:
        return []
    tables = sorted(model._meta.db_table for model in readers_see())
    tables = [table for table in tables if table in existing]
    if connection.vendor == "postgresql":
        statements = [_POSTGRESQL_FUNCTION.format(generation=generation)]
        return statements + [line for table in tables for line in _postgresql_statements(table)]
    return [line for table in tables for line in _sqlite_statements(table, generation)]


def make_triggers(sender: Any = None, using: str = "default", **_: Any) -> None:
    """(Re)make the triggers; connected to post_migrate, safe to run at any time.

    post_migrate comes once for every application with models; the last one does the work.
    """
    with_models = [config for config in apps.get_app_configs() if config.models_module]
    if sender is not None and sender is not with_models[-1]:
        return
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in trigger_statements(connection):
            cursor.execute(statement)


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that are not there, are off, or do something else. For the doctor."""
    if connection.vendor == "postgresql":
        return _missing_on_postgresql(connection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        present = {_words(sql) for _name, sql in cursor.fetchall()}
    wanted = [line for line in trigger_statements(connection) if line.startswith("CREATE")]
    return [line.split('"')[1] for line in wanted if _words(line) not in present]


def _words(sql: str) -> str:
    # A table that was remade keeps its triggers' text, but for quotation marks.
    return " ".join(sql.replace('"', "").split())


def _missing_on_postgresql(connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT trigger.tgrelid::regclass::text FROM pg_trigger trigger "
            "JOIN pg_proc function ON function.oid = trigger.tgfoid "
            "WHERE trigger.tgname = 'readers_see' AND trigger.tgenabled <> 'D' "
            "AND trigger.tgdeferrable AND function.proname = 'bump_generation'"
        )
        present = {table.strip('"') for (table,) in cursor.fetchall()}
    tables = sorted(model._meta.db_table for model in readers_see())
    return [f"readers_see on {table}" for table in tables if table not in present]
