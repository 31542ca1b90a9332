"""What is known of a message's fate: since when it is tried, how often it went out unconfirmed, and whether it was deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns. What was being sent under an older version counts as sent once, unconfirmed."""
    op.add_column("deliveries", sa.Column("unsure", sa.Integer, nullable=False, server_default="0"))
    op.add_column("deliveries", sa.Column("tried_at", _MOMENT))
    op.add_column("deliveries", sa.Column("gone_at", _MOMENT))


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("deliveries") as deliveries:
        for column in ("gone_at", "tried_at", "unsure"):
            deliveries.drop_column(column)
