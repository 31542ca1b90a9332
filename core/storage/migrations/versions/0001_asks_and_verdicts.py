"""Questions whose answer can be corrected, and what people said about the answers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "asks",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("platform", sa.String(16), nullable=False),
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("thread", sa.String(255)),
        sa.Column("asker", sa.String(255), nullable=False),
        sa.Column("locale", sa.String(35)),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_asks"),
        comment="Questions whose answer can be corrected",
    )
    op.create_index("ix_asks_asked_at", "asks", ["asked_at"])
    op.create_table(
        "verdicts",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("ask_id", sa.String(32), nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("suggested", sa.String(64), nullable=False),
        sa.Column("chosen", sa.String(64), nullable=False),
        sa.Column("how", sa.String(16), nullable=False),
        sa.Column("actor", sa.String(255), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_verdicts"),
        sa.ForeignKeyConstraint(["ask_id"], ["asks.id"], name="fk_verdicts_ask_id", ondelete="CASCADE"),
        comment="What people said is right, in the order in which they said it; append-only",
    )
    op.create_index("ix_verdicts_ask_id", "verdicts", ["ask_id"])


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("verdicts")
    op.drop_table("asks")
