"""Alembic's way in: run on the connection that the application hands over, in its transaction."""

from alembic import context
from sqlmodel import SQLModel

import app.models  # noqa: F401 -- fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
