"""Alembic's entry point: runs the pending steps on the connection that `library.database` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
