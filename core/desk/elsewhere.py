"""Whose matter something may be that is neither role's: said as a hint, for each organisation divides this in its own way."""

import re
from collections.abc import Iterator

from core.patterns import compile_late

_HINTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (department, compile_late(rf"\b(?:{words})\b", re.IGNORECASE))
    for department, words in (
        (
            "the people who look after the building (facilities)",
            (
                r"lifts?|elevators?|park|parking(?: space| spot| lot)?|car park|canteen|cafeteria|lunch|coffee machine|heating"
                r"|radiators?|air[ -]?con\w*|freezing|too (?:hot|cold)"
                r"|plants?|cleaning|cleaners?|toilets?|bathrooms?|restrooms?|light bulbs?|ceiling light|windows? (?:won'?t"
                r"|doesn'?t|don'?t) (?:close|open)|leaking tap|doors? (?:handle|lock)|office keys?|furniture|chairs?|kitchen"
                r"|fridge|dishwasher|bins?|carpet"
            ),
        ),
        (
            "payroll or HR",
            r"pay ?slips?|pay ?day|payroll|salar(?:y|ies)|wages?|tax(?:ed|es)?|bonus|pension|overtime pay|get paid|raise",
        ),
        (
            "HR",
            (
                r"holidays?|vacation|annual leave|parental leave|sick leave|maternity|notice period|my (?:line )?manager|my boss"
                r"|complain about|harass\w*|bull(?:y|ied|ying)|contract of employment|job interview|hiring|applicants?"
            ),
        ),
        (
            "the legal department",
            r"nda|ndas|legal|lawyers?|lawsuit|contracts? (?:review|check)|terms and conditions|trademark",
        ),
        (
            "finance",
            r"expenses?|invoices?|reimburse\w*|refunds?|purchase orders?|travel costs|cost cent(?:re|er)s?|per diem",
        ),
    )
)
_STUCK = compile_late(
    r"\b(?:stuck|trapped)\b.*\b(?:lift|elevator)\b|\b(?:lift|elevator)\b.*\b(?:stuck|trapped)\b", re.IGNORECASE
)


def hint(text: str) -> str:
    """Whom it may be for, as a sentence or two; empty where nothing tells."""
    return " ".join(_sentences(text))


def _sentences(text: str) -> Iterator[str]:
    department = next((department for department, words in _HINTS if words.search(text)), "")
    if department:
        yield f"It sounds like one for {department}."
    if _STUCK.search(text):
        yield "If someone is inside, press the alarm button in the lift or call for help first."
