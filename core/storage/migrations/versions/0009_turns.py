"""What was said last in each conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "turns",
        sa.Column("platform", sa.String(16), nullable=False),
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("thread", sa.String(255), nullable=False),
        sa.Column("asker", sa.String(255), nullable=False),
        sa.Column("ask_id", sa.String(32), sa.ForeignKey("asks.id", name="fk_turns_ask_id_asks", ondelete="CASCADE")),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("openly", sa.Boolean, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", "conversation", "thread", "asker", name="pk_turns"),
        comment="What was said last in each conversation, by ids and without words, for half an hour",
    )
    op.create_index("ix_turns_ask_id", "turns", ["ask_id"])
    op.create_index("ix_turns_at", "turns", ["at"])


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("turns")
