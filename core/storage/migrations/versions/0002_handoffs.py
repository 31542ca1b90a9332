"""Hand-offs, their history, and the messages that must arrive."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "handoffs",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("responsibility", sa.String(64), nullable=False),
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("platform", sa.String(16), nullable=False),
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("thread", sa.String(255)),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("requester", sa.String(255), nullable=False),
        sa.Column("requester_name", sa.String(255), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("responder_platform", sa.String(16)),
        sa.Column("responder_workspace", sa.String(64)),
        sa.Column("responder", sa.String(255)),
        sa.Column("responder_name", sa.String(255)),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("round_at", _MOMENT, nullable=False),
        sa.Column("reminded_at", _MOMENT),
        sa.Column("escalated_at", _MOMENT),
        sa.CheckConstraint(
            "status IN ('open', 'claimed', 'resolved', 'declined', 'withdrawn')", name="ck_handoffs_status"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handoffs"),
        sa.UniqueConstraint("key", name="uq_handoffs_key"),
        comment="Requests handed to a team, and how far each has come",
    )
    op.create_index("ix_handoffs_team_status", "handoffs", ["team", "status"])
    op.create_index("ix_handoffs_requester", "handoffs", ["platform", "workspace", "requester"])
    op.create_table(
        "handoff_events",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("handoff_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("platform", sa.String(16), nullable=False),
        sa.Column("actor", sa.String(255), nullable=False),
        sa.Column("actor_name", sa.String(255), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handoff_events"),
        sa.ForeignKeyConstraint(
            ["handoff_id"], ["handoffs.id"], name="fk_handoff_events_handoff_id", ondelete="CASCADE"
        ),
        comment="Who did what to a hand-off, and when; append-only",
    )
    op.create_index("ix_handoff_events_handoff_id", "handoff_events", ["handoff_id"])
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(191), nullable=False),
        sa.Column("handoff_id", sa.String(32)),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("platform", sa.String(16), nullable=False),
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("thread", sa.String(255)),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("sent_conversation", sa.String(255)),
        sa.Column("sent_message", sa.String(255)),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("planned_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("started_at", _MOMENT),
        sa.Column("sent_at", _MOMENT),
        sa.CheckConstraint(
            "status IN ('pending', 'sending', 'sent', 'skipped', 'left', 'failed')", name="ck_deliveries_status"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoffs.id"], name="fk_deliveries_handoff_id", ondelete="CASCADE"),
        comment="Messages that must arrive: written before each is sent, and after",
    )
    op.create_index("ix_deliveries_handoff_id", "deliveries", ["handoff_id"])
    op.create_index("ix_deliveries_status", "deliveries", ["status"])
    op.create_index("ix_deliveries_message", "deliveries", ["platform", "sent_conversation", "sent_message"])
