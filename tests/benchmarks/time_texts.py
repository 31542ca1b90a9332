"""Times the classifier on one text after the other, in this process. Prints the milliseconds of each as JSON."""

import json
import os
import sys
import time

CORES = sys.argv[1]
"""`one` or `all`. Chosen before anything is imported, for libraries count the cores when they are."""

if CORES == "one":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

from texts import TEXTS  # noqa: E402 - beside this script

from core.catalogue.load import load  # noqa: E402
from core.classifier.loading import open_classifier  # noqa: E402

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
