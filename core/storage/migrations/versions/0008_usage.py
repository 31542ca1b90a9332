"""How much each person has done lately."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "usage",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("used", sa.Integer, nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_usage"),
        comment="How much each person has done in a window of time, for the limits that replicas share",
    )
    op.create_index("ix_usage_ends_at", "usage", ["ends_at"])


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("usage")
