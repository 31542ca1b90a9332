"""What people called who chose where a request belongs, and why a team passed one on."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns, empty for what was before."""
    op.add_column("verdicts", sa.Column("actor_name", sa.String(255), nullable=False, server_default=""))
    op.add_column("handoff_events", sa.Column("note", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("handoff_events") as events:
        events.drop_column("note")
    with op.batch_alter_table("verdicts") as verdicts:
        verdicts.drop_column("actor_name")
