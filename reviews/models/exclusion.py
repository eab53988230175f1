"""A constraint that only PostgreSQL can hold, in one migration history for both databases."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint


class PostgresOnly(ExclusionConstraint):
    """An exclusion constraint that is nothing at all on SQLite, where the door alone holds it."""

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        if schema_editor.connection.vendor != "postgresql":
            return None
        return super().constraint_sql(model, schema_editor)

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        if schema_editor.connection.vendor != "postgresql":
            return None
        return super().create_sql(model, schema_editor)

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        if schema_editor.connection.vendor != "postgresql":
            return None
        return super().remove_sql(model, schema_editor)

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The door writes editions, no form does: there is no one to tell."""
