"""The tables. Alembic's migrations under `migrations/` make them; a test holds the two together."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

import sqlalchemy as sa

from core.text import shorten

_log = logging.getLogger(__name__)

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(sa.TypeDecorator[datetime]):
    """A moment with its time zone. SQLite keeps none, and gives back what was UTC as if it were nowhere's."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """The moment as it was stored."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """Reads what SQLite keeps as a text: nothing where it is none that we wrote, for one row must not hide all others."""
        read = super().result_processor(dialect, coltype)

        def read_or_leave_out(value: Any) -> datetime | None:  # noqa: ANN401 - whatever the driver gives
            try:
                return read(value) if read else value
            except ValueError:
                _log.error("a row holds no time where one belongs")
                return None

        return read_or_leave_out


class Name(sa.TypeDecorator[str]):
    """What somebody is called, cut to the column's length: PostgreSQL refuses longer ones. Never for ids or keys."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        """The name as it fits."""
        length = cast("sa.String", self.impl_instance).length
        return value if value is None or length is None else shorten(value, length)


asks = sa.Table(
    "asks",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("platform", sa.String(16), nullable=False),
    sa.Column("workspace", sa.String(64), nullable=False),
    sa.Column("conversation", sa.String(255), nullable=False),
    sa.Column("thread", sa.String(255)),
    sa.Column("asker", sa.String(255), nullable=False),
    sa.Column("locale", sa.String(35)),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("openly", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("link", sa.Text, nullable=False, server_default=""),
    comment="Questions whose answer can be corrected",
)

verdicts = sa.Table(
    "verdicts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("ask_id", sa.ForeignKey("asks.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("part", sa.Integer, nullable=False),
    sa.Column("suggested", sa.String(64), nullable=False),
    sa.Column("chosen", sa.String(64), nullable=False),
    sa.Column("how", sa.String(16), nullable=False),
    sa.Column("actor", sa.String(255), nullable=False),
    sa.Column("actor_name", Name(255), nullable=False, server_default=""),
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    comment="What people said is right, in the order in which they said it; append-only",
)

handoffs = sa.Table(
    "handoffs",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("key", sa.String(64), nullable=False, unique=True),
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
    sa.Column("requester_name", Name(255), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("responder_platform", sa.String(16)),
    sa.Column("responder_workspace", sa.String(64)),
    sa.Column("responder", sa.String(255)),
    sa.Column("responder_name", Name(255)),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("round_at", Moment, nullable=False),
    sa.Column("reminded_at", Moment),
    sa.Column("escalated_at", Moment),
    sa.Column("responders", sa.Text),
    sa.CheckConstraint("status IN ('open', 'claimed', 'resolved', 'declined', 'withdrawn')", name="ck_handoffs_status"),
    sa.Index("ix_handoffs_team_status", "team", "status"),
    sa.Index("ix_handoffs_requester", "platform", "workspace", "requester"),
    comment="Requests handed to a team, and how far each has come",
)

handoff_events = sa.Table(
    "handoff_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("handoff_id", sa.ForeignKey("handoffs.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("platform", sa.String(16), nullable=False),
    sa.Column("actor", sa.String(255), nullable=False),
    sa.Column("actor_name", Name(255), nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False, server_default=""),
    sa.Column("at", Moment, nullable=False),
    comment="Who did what to a hand-off, and when; append-only",
)


_GIVEN_UP = sa.text("status IN ('failed', 'left')")
"""An index of the few messages that were given up: what is looked for among them is looked for with each message that is sent."""

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("id", sa.String(191), primary_key=True),
    sa.Column("handoff_id", sa.ForeignKey("handoffs.id", ondelete="CASCADE"), index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("platform", sa.String(16), nullable=False),
    sa.Column("workspace", sa.String(64), nullable=False),
    sa.Column("conversation", sa.String(255), nullable=False),
    sa.Column("thread", sa.String(255)),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("status", sa.String(16), nullable=False, index=True),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("sent_conversation", sa.String(255)),
    sa.Column("sent_message", sa.String(255)),
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("planned_at", Moment, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("started_at", Moment),
    sa.Column("sent_at", Moment),
    sa.Column("unsure", sa.Integer, nullable=False, server_default="0"),
    sa.Column("tried_at", Moment),
    sa.Column("gone_at", Moment),
    sa.CheckConstraint(
        "status IN ('pending', 'sending', 'sent', 'skipped', 'left', 'failed')", name="ck_deliveries_status"
    ),
    sa.Index("ix_deliveries_message", "platform", "sent_conversation", "sent_message"),
    sa.Index(
        "ix_deliveries_given_up",
        "platform",
        "workspace",
        "conversation",
        sqlite_where=_GIVEN_UP,
        postgresql_where=_GIVEN_UP,
    ),
    comment="Messages that must arrive: written before each is sent, and after",
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("ask_id", sa.ForeignKey("asks.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True),
    sa.Column("person", sa.String(255), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    comment="Requests as somebody edited them before handing them over",
)

conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("conversation", sa.String(255), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("person", sa.String(255), nullable=False),
    sa.Column("bot", sa.String(255), nullable=False),
    sa.Column("service_url", sa.Text, nullable=False),
    sa.Column("met_at", Moment, nullable=False),
    sa.Index("ix_conversations_workspace_person", "workspace", "person"),
    comment="Where Teams has met Waypost: what it takes to speak there unasked",
)

seen = sa.Table(
    "seen",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("at", Moment, nullable=False, index=True),
    comment="What was worked on lately, so that what arrives again, perhaps at another replica, is worked on once",
)

usage = sa.Table(
    "usage",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("used", sa.Integer, nullable=False),
    sa.Column("ends_at", Moment, nullable=False, index=True),
    comment="How much each person has done in a window of time, for the limits that replicas share",
)

turns = sa.Table(
    "turns",
    metadata,
    sa.Column("platform", sa.String(16), primary_key=True),
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("conversation", sa.String(255), primary_key=True),
    sa.Column("thread", sa.String(255), primary_key=True),
    sa.Column("asker", sa.String(255), primary_key=True),
    sa.Column("ask_id", sa.ForeignKey("asks.id", ondelete="CASCADE"), index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("about", sa.String(64), nullable=False),
    sa.Column("openly", sa.Boolean, nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
    comment="What was said last in each conversation, by ids and without words, for half an hour",
)
