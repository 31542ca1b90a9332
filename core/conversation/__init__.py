"""The words that all rooms share: people and places, messages, actions, and what is shown."""
