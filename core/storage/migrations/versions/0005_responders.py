"""Who was named to act for a team when a round of a hand-off began."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column. Of hand-offs from before nothing is known, so that the directory alone decides."""
    op.add_column("handoffs", sa.Column("responders", sa.Text))


def downgrade() -> None:
    """Take the column away."""
    with op.batch_alter_table("handoffs") as handoffs:
        handoffs.drop_column("responders")
