"""The base of all errors that a person caused and can mend."""


class UserError(Exception):
    """What a person got wrong: in a setting, a file, or a command. The message is one sentence for them, and names the place."""
