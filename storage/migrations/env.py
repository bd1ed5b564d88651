"""Alembic's entry: migrates the connection that `storage.database.migrate` hands over."""

from alembic import context

from storage.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, transaction_per_migration=True)
context.run_migrations()
