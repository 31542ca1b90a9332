"""The playground's Teams: a team and chats, the connector that the bot calls, and the activities that the bot gets."""
