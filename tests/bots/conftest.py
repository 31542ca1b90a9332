"""What tests of the parts that the platforms share have in common."""

from collections.abc import AsyncIterator

import pytest

from tests.support.slack_cloud import SlackDouble


@pytest.fixture
async def slack() -> AsyncIterator[SlackDouble]:
    """Slack."""
    async with SlackDouble() as double:
        yield double
