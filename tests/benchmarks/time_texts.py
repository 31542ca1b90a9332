"""Times the classifier on one text after the other, in this process. Prints the milliseconds of each as JSON."""

import json
import os
import sys
import time

CORES = sys.argv[1]
"""`one` or `all`. Chosen before anything is imported, for libraries count the cores when they are."""

if CORES == "one":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

from core.catalogue.load import load  # noqa: E402
from core.classifier.loading import open_classifier  # noqa: E402

TEXTS = (
    "my laptop cannot reach the file server since the move",
    "please give the new colleague access to the finance reports",
    "which of our systems should be replaced over next year",
    "the monthly revenue dashboard shows other figures than last week",
    "somebody clicked a strange link and typed in her password",
    "we want to agree on one meaning of active customer",
    "the label printer in the warehouse prints only blank pages",
    "how do we get people to use the new software",
    "the nightly backup of the database server failed three times",
    "our approval of travel requests takes far too many steps",
)
ROUNDS = 20


def main() -> None:
    """Time them."""
    classifier = open_classifier(load())
    classifier.suggest(TEXTS[0])  # loads what it needs
    milliseconds = []
    for text in TEXTS * ROUNDS:
        started = time.perf_counter()
        classifier.suggest(text)
        milliseconds.append(1000 * (time.perf_counter() - started))
    json.dump(milliseconds, sys.stdout)


if __name__ == "__main__":
    main()
