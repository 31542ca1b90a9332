"""Weighs the traits of words by the labelled messages, and writes `core/sensitive/weights.py`: `python -m tests.core.sensitive.weigh`."""

import json
import math
import re
import sys
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from core.sensitive import weights
from core.sensitive.public import blank
from core.sensitive.surroundings import candidates

_DATA = Path(__file__).parent / "data"
_OTHER_RULES = re.compile(r"phone|iban|card|national_id|^id$|email|birth|dob|private|account|passport|address")
"""Kinds that are found by their own shape: their words teach nothing about passwords."""
_STRENGTH = 1.0
"""Inverse of the regularisation: of 0.5, 1, 2 and 4 the one with most found for the fewest false alarms on a set left out."""
_SURE = 0.66
"""Probability from which on a word is taken for a secret."""
_LEAST = 0.12
"""Smaller weights are left out: with them, one to three secrets of more than a thousand are judged otherwise."""


def weigh(names: list[str]) -> tuple[float, dict[str, float]]:
    """The points needed, and those of each trait, by the sets of these names."""
    traits: list[dict[str, int]] = []
    labels: list[bool] = []
    for name in names:
        for line in (_DATA / f"secrets_{name}.jsonl").read_text().replace("·", "").splitlines():
            message = json.loads(line)
            text = message["text"]
            places = [
                (found.start(), found.end(), secret["kind"])
                for secret in message["secrets"]
                for found in re.finditer(re.escape(secret["value"]), text)
            ]
            for each in candidates(blank(text)):
                kinds = [kind for start, end, kind in places if start < each.end and each.start < end]
                if not any(_OTHER_RULES.search(kind) for kind in kinds):
                    traits.append(dict.fromkeys(each.traits, 1))
                    labels.append(bool(kinds))
    table = DictVectorizer()
    model = LogisticRegression(C=_STRENGTH, max_iter=3000).fit(table.fit_transform(traits), labels)
    odds = float(_logit(_SURE) - model.intercept_[0])
    points = zip(table.get_feature_names_out(), model.coef_[0], strict=True)
    return round(odds, 2), {name: round(float(weight), 2) for name, weight in points if abs(weight) >= _LEAST}


def _logit(probability: float) -> float:
    return math.log(probability / (1 - probability))


def main() -> None:
    """Write the weights."""
    names = sys.argv[1:] or [
        "dev",
        "held_out",
        "second_held_out",
        "third_held_out",
        "fourth_held_out",
        "fifth_held_out",
        "practice",
    ]
    at_least, points = weigh(names)
    lines = [f'    "{name}": {weight},' for name, weight in sorted(points.items(), key=lambda each: -each[1])]
    head = '"""Points of the traits of a word that may be a secret: written by `tests/core/sensitive/weigh.py`, not by hand."""'
    body = "\n".join(lines)
    Path(weights.__file__).write_text(f"{head}\n\nAT_LEAST = {at_least}\nPOINTS = {{\n{body}\n}}\n")


if __name__ == "__main__":
    main()
