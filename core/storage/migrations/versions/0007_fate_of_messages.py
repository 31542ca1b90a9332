"""What is known of a message's fate: since when it is tried, how often it went out unconfirmed, and whether it was deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_MOMENT = sa.DateTime(timezone=True)
_GIVEN_UP = sa.text("status IN ('failed', 'left')")


def upgrade() -> None:
    """Add the columns. What was being sent under an older version counts as sent once, unconfirmed."""
    op.add_column("deliveries", sa.Column("unsure", sa.Integer, nullable=False, server_default="0"))
    op.add_column("deliveries", sa.Column("tried_at", _MOMENT))
    op.add_column("deliveries", sa.Column("gone_at", _MOMENT))
    op.create_index(
        "ix_deliveries_given_up",
        "deliveries",
        ["platform", "workspace", "conversation"],
        sqlite_where=_GIVEN_UP,
        postgresql_where=_GIVEN_UP,
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_deliveries_given_up", "deliveries")
    with op.batch_alter_table("deliveries") as deliveries:
        for column in ("gone_at", "tried_at", "unsure"):
            deliveries.drop_column(column)
