"""The history of the tables, one step a file, applied by `library.database` through Alembic."""
