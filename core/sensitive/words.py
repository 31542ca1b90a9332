"""Words that can hardly be anything but passwords, and those that cannot be ones."""

import re

from core.patterns import compile_late
from core.sensitive.phrases import FORMS, HARMLESS, PRODUCTS
from core.sensitive.tokens import is_placeholder

_WORD = compile_late(r"[^\s\"“”„«»`<>\[\]]{1,400}")
_NEXT_SETTING = compile_late(r";|&(?=[\w.-]{1,40}=)|[\"'],")
"""Behind a value among settings: `Password=x;Server=y` and `password=x&user=y`."""
_TRAILING = ".,;:!?)]}'’”\"*\\"


def word_at(text: str, at: int) -> tuple[int, int] | None:
    """Where the word stands that begins at `at`, without what closes a sentence; None where none begins."""
    found = _WORD.match(text, at)
    if found is None:
        return None
    start, end = found.span()
    cut = _NEXT_SETTING.search(text, start + 1, end) if text[start - 1] == "=" else None
    end = cut.start() if cut else end
    end = trim_end(text, start, end)
    return (start, end) if end > start else None


def trim_end(text: str, start: int, end: int) -> int:
    """Without what closes a sentence or a bracket; a mark belongs to a password with a digit or a sign in it."""
    has_digit = bool(_OPEN_SIGN.search(text, start, end))
    opened = "(" in text[start:end]
    while end > start and text[end - 1] in _TRAILING:
        if (text[end - 1] in "!?*" and has_digit) or (text[end - 1] == ")" and opened):
            break
        end -= 1
    return end


def strong_words(text: str) -> list[tuple[int, int]]:
    """All words of a text that can be nothing but passwords, in its order."""
    found = []
    for each in _WORD.finditer(text):
        start = each.start() + len(each[0]) - len(each[0].lstrip("('‘*"))
        end = trim_end(text, start, each.end())
        value = text[start:end]
        if is_strong(value) and (re.search(_SIGNS, value) or re.search(r"[^\W\d_]\d[^\W\d_]", value)):
            found.append((start, end))
    return found


_OPEN_SIGN = compile_late(r"\d|[^\W_][!$%&*?#][^\W_]")
SHORTEST = 4
GROUPS = compile_late(r"[A-Z0-9]{3,10}(?:-[A-Z0-9]{3,10}){2,10}")
_PIN = compile_late(r"\d{3,8}|\d{3} \d{3}")
_SIGNS = r"[!@#$%^&*?+=~§€£]"


def is_code(value: str, name: str) -> bool:
    """Digits, where digits are what such a name stands for."""
    return bool(re.fullmatch(r"\d{3,12}#?|\d{3,6}-\d{3,6}(?:-\d{3,6}){0,6}", value)) and not re.search(
        r"(?<!wpa )(?<!wpa2 )(?<!wi-fi )(?<!wifi )(?<!wlan )(?<!network )key$|secret|token", name
    )


def is_number(value: str) -> bool:
    """Whether there are only digits and what separates them."""
    return bool(re.fullmatch(r"[\d.,:/%-]+", value))


_PATH = compile_late(
    r"(?:/(?:etc|var|home|opt|usr|srv|mnt|tmp|run|root|users|data|app|secrets?|vault|private|dev|proc|library|volumes)/|~/"
    r"|\.{1,2}/|[a-z]:\\|\\\\|file:/)"
    r"|[\w./-]{1,80}/[\w.-]{1,60}\.(?:cred|txt|json|ya?ml|pem|key|crt|env|ini|conf|cfg|properties|toml|xml|kdbx?|pfx|p12)\b",
    re.IGNORECASE,
)
"""A file that holds the secret."""


def is_path(value: str) -> bool:
    """Whether it says where a file is."""
    return bool(_PATH.match(value))


_CALL = compile_late(r"[A-Za-z_]{2,40}(?:[.:_]{1,2}[A-Za-z_]{1,40}){0,6}\(")


def is_call(value: str) -> bool:
    """Whether it is the call of a function that gives the secret: `os.getenv(…`, `getpass(…`."""
    return bool(_CALL.match(value))


_EXPRESSION = compile_late(r"\(\?[=!:<]|\\[dwsb]\b|\{\d{1,3},\d{0,3}\}|\.\*")
"""What regular expressions have and passwords do not."""


def is_said_of(word: str) -> bool:
    """Whether it is a word that people use of passwords, not one that they use as one."""
    bare = word.lower().strip("-'’")
    is_form = not word[:1].isupper() and len(bare) > 5  # noqa: PLR2004 - "ring" and "red" are words of their own
    return bare in HARMLESS or (is_form and bool(_FORMS.search(bare)))


_FORMS = compile_late(
    r"(?:n['’]t|['’]s|ed|ing|able|ible|ungen|tion|iert|isch|ully|tely|ently|edly|ously|icient|istent)$"
)
"""How words end that say how something is, or what is done with it."""


_FORMS_BEHIND = tuple((compile_late(verb), compile_late(rf"\w{{0,30}}{ending}$")) for verb, ending in FORMS)
_VERB_WITHIN = 40


def is_form(word: str, before: str) -> bool:
    """Whether it is a participle or an adjective of the language of the verb before it: `est accepté`, `é aceita`."""
    if word[:1].isupper() or len(word) < 5 or before.rstrip().endswith((":", "=")):  # noqa: PLR2004
        return False
    before = before[-_VERB_WITHIN:]
    return any(verb.search(before) and ending.match(word) for verb, ending in _FORMS_BEHIND)


_NO_SECRET = compile_late(
    rf"{PRODUCTS}"
    r"|(?i:https?://\S*|www\.\S*|\S{1,64}@[\w-]{1,80}(?:\.[\w-]{1,40}){1,5})"  # addresses
    r"|[A-Z]{1,8}[-_]?\d{1,14}(?:[-/.]\w{1,20}){0,4}"  # INC0012345, LAPTOP-4711
    r"|(?:[A-Z0-9]{1,12}-){1,6}[A-Z0-9]{1,12}"
    r"|[vV]?\d{1,6}(?:[.,:/_-]\d{1,6}){1,6}(?:[a-z]{1,4}\d{0,3})?"  # versions, dates, times, addresses of hosts
    r"|[^\W\d_]{2,20}[-_]?[vV]?\d{1,3}(?:\.\d{1,4}){1,3}"  # OpenVPN-2.6
    r"|\d{1,5}(?:st|nd|rd|th|h|d|s|x|k|m|GB|MB|TB|ms|min|pm|am|px|mb|gb|%|€|\$|£|er|te|\.)"
    r"|[€$£]\d[\d.,]*[kKmM]?"
    r"|(?:[0-9A-Fa-f]{2}[:-]){2,7}[0-9A-Fa-f]{2}|[0-9a-f]{8}-[0-9a-f]{4}-\S{4}-\S{4}-[0-9a-f]{12}"
    r"|0x[0-9A-Fa-f]{1,16}|#\d{1,12}|\S{1,100}\.(?:[a-z]{2,4}\d?|html|json|yaml|docx|xlsx|pptx)|[A-Z]:\\\S*|\\\\\S*|~?/\S*"
    r"|&\w{1,10};?|[@#]\w{1,60}|\S{0,60}(?:\(\)|\)\(|/s)|[^\W\d_]{1,40}(?:[+&/=-][^\W\d_]{1,40}){1,4}[!?]{0,3}"
    r"|[^\W\d_]{1,60}[!?]{1,5}|[\d+*=-]{1,10}[%+?!]{0,2}"
)


def is_other(value: str) -> bool:
    """Whether it is something else by its form, also with a mark behind it: `iPhone15!`."""
    shapes = (
        _NO_SECRET.fullmatch(value.removesuffix("?")),
        _PRODUCT.fullmatch(value.rstrip("!?")),
        _EXPRESSION.search(value),
        _CALL.match(value),
    )
    return any(shapes) or is_placeholder(value)


_PRODUCT = compile_late(PRODUCTS)
_STRONG_AT_LEAST = 6
_LONGEST = 200


def is_strong(value: str) -> bool:
    """Whether it can hardly be anything but a password: letters with a sign and a digit, or all kinds of letters with digits."""
    if (
        value.isalpha()
        or not _STRONG_AT_LEAST <= len(value) <= _LONGEST
        or re.search(r"://|\w=[\"']?[\w%$]|;\w", value)
        or is_other(value)
    ):
        return False
    letter, digit = re.search(r"[^\W\d_]", value), re.search(r"\d", value)
    if not letter or not digit:
        return bool(letter and len(re.findall(_SIGNS, value)) >= 2 and not re.search(r"[/=&]", value))  # noqa: PLR2004
    sign = re.search(_SIGNS, value)
    both = re.search(r"[a-zß-ÿ]", value) and re.search(r"[A-ZÀ-Þ]", value)
    return bool(sign or (both and len(value) >= 8))  # noqa: PLR2004


def is_mixed(value: str) -> bool:
    """Whether it is a word as passwords are and words are not: letters with digits or with signs."""
    if value.isalpha() or not SHORTEST <= len(value) <= 400 or is_other(value):  # noqa: PLR2004
        return False
    return bool(
        (re.search(r"[^\W\d_]", value) and (re.search(r"\d", value) or re.search(rf"{_SIGNS}[^\W_]", value)))
        or len(re.findall(_SIGNS, value)) >= 3  # noqa: PLR2004
    )
