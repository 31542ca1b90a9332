"""Requests that are edited before they are handed over, and the conversations in Teams in which Waypost may speak unasked."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and note of questions how they were answered and where they stand."""
    op.add_column("asks", sa.Column("openly", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("asks", sa.Column("link", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "drafts",
        sa.Column("ask_id", sa.String(32), nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("person", sa.String(255), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["ask_id"], ["asks.id"], name="fk_drafts_ask_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ask_id", "part", "person", name="pk_drafts"),
        comment="Requests as somebody edited them before handing them over",
    )
    op.create_table(
        "conversations",
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("person", sa.String(255), nullable=False),
        sa.Column("bot", sa.String(255), nullable=False),
        sa.Column("service_url", sa.Text, nullable=False),
        sa.Column("met_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "conversation", name="pk_conversations"),
        comment="Where Teams has met Waypost: what it takes to speak there unasked",
    )
    op.create_index("ix_conversations_workspace_person", "conversations", ["workspace", "person"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("conversations")
    op.drop_table("drafts")
    with op.batch_alter_table("asks") as asks:
        asks.drop_column("link")
        asks.drop_column("openly")
