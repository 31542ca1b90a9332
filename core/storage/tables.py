"""The tables. Alembic's migrations under `migrations/` make them; a test holds the two together."""

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

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
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    comment="What people said is right, in the order in which they said it; append-only",
)
