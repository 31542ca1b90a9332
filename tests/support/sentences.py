"""What a message to a person who made a mistake has to look like."""


def is_one_sentence(message: str) -> bool:
    """Whether a message is one plain line that ends like a sentence (a hint may follow), without a traceback."""
    return (
        message == message.strip() and "\n" not in message and message[-1:] in (".", "?") and not message.endswith("..")
    )
