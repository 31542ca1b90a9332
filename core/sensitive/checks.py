"""Check digits, as those who issue the numbers define them. Each takes the number without spaces and signs."""

from collections.abc import Sequence


def _digits(value: str) -> list[int]:
    return [int(character) for character in value if character.isdecimal()]


def _weigh(digits: Sequence[int], weights: Sequence[int]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False))


def luhn(value: str) -> bool:
    """ISO/IEC 7812-1, annex B: cards, and national numbers in Sweden and Canada."""
    digits = _digits(value)[::-1]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return len(set(digits)) > 1 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def mod_97(value: str) -> bool:
    """ISO/IEC 7064 MOD 97-10: an IBAN."""
    moved = value[4:] + value[:4]
    return value.isalnum() and value.isascii() and int("".join(str(int(c, 36)) for c in moved)) % 97 == 1


def german_tax(value: str) -> bool:
    """Steuer-Identifikationsnummer: ISO/IEC 7064 MOD 11,10, and among the first ten digits one stands twice or three times."""
    digits = _digits(value)
    if len(digits) != 11 or digits[0] == 0 or len(set(digits[:10])) not in (8, 9):  # noqa: PLR2004
        return False
    product = 10
    for digit in digits[:10]:
        product = ((digit + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == digits[10]


def french(value: str) -> bool:
    """NIR: 13 digits and a key, 97 less the remainder; Corsica writes 2A and 2B."""
    number = value[:13].replace("2A", "19").replace("2B", "18")
    return number.isdecimal() and value[13:].isdecimal() and 97 - int(number) % 97 == int(value[13:])


def spanish(value: str) -> bool:
    """DNI and NIE: a letter that is the remainder by 23."""
    value = value.upper()
    number = "XYZ".find(value[0])
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int((str(number) if number >= 0 else value[0]) + value[1:8]) % 23] == value[8]


def portuguese(value: str) -> bool:
    """NIF: nine digits, weighted, modulo 11."""
    digits = _digits(value)
    rest = 11 - _weigh(digits, range(9, 1, -1)) % 11
    return digits[8] == (0 if rest > 9 else rest)  # noqa: PLR2004


_ODD = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
        strict=True,
    )
)  # fmt: skip
"""Decreto ministeriale of 23 December 1976."""


def italian(value: str) -> bool:
    """Codice fiscale: a letter at the end, of sums over odd and even places."""
    value = value.upper()
    even = sum(int(c) if c.isdigit() else ord(c) - 65 for c in value[1:15:2])
    return chr(65 + (sum(_ODD[c] for c in value[0:15:2]) + even) % 26) == value[15]


def dutch(value: str) -> bool:
    """BSN: nine digits, the eleven test."""
    digits = _digits(value)
    return len(set(digits)) > 1 and (_weigh(digits, range(9, 1, -1)) - digits[8]) % 11 == 0


def belgian(value: str) -> bool:
    """Rijksregisternummer: 97 less the remainder, of those born from 2000 with a 2 in front."""
    number, check = int(value[:9]), int(value[9:])
    return check in (97 - number % 97, 97 - (2_000_000_000 + number) % 97)


def swiss(value: str) -> bool:
    """AHV number: 756 and the check digit of an EAN-13."""
    digits = _digits(value)
    return (10 - _weigh(digits, (1, 3) * 6) % 10) % 10 == digits[12]


def brazilian(value: str) -> bool:
    """CPF: two check digits, modulo 11."""
    digits = _digits(value)
    first = _weigh(digits, range(10, 1, -1)) * 10 % 11 % 10
    second = _weigh(digits, range(11, 1, -1)) * 10 % 11 % 10
    return len(set(digits)) > 1 and digits[9:] == [first, second]


def finnish(value: str) -> bool:
    """HETU: a sign that is the remainder by 31."""
    return "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(value[:6] + value[-4:-1]) % 31] == value[-1].upper()


def british_health(value: str) -> bool:
    """NHS number: ten digits, modulo 11."""
    digits = _digits(value)
    return (11 - _weigh(digits, range(10, 1, -1)) % 11) % 11 == digits[9]


def american(value: str) -> bool:
    """Social security number: it has no check digit, but no group is zero and no area is 666 or begins with 9."""
    return value[:3] not in ("000", "666") and value[0] != "9" and value[3:5] != "00" and value[5:] != "0000"


def german_insurance(value: str) -> bool:
    """Rentenversicherungsnummer: area, date of birth, initial, number, and a sum over the digits."""
    letter = f"{ord(value[8].upper()) - 64:02d}"
    digits = _digits(value[:8] + letter + value[9:])
    total = sum(sum(divmod(d * w, 10)) for d, w in zip(digits, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=False))
    return total % 10 == digits[12]
