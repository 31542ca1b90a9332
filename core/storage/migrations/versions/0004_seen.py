"""What was worked on lately."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "seen",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_seen"),
        comment="What was worked on lately, so that what arrives again, perhaps at another replica, is worked on once",
    )
    op.create_index("ix_seen_at", "seen", ["at"])


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("seen")
