"""What is counted of every platform's traffic."""

from prometheus_client import Counter

REFUSED = Counter("waypost_refused_total", "Requests refused at the edge", ["platform", "status"])
ANSWERED = Counter("waypost_answers_total", "Answers sent", ["platform", "kind"])
FAILED = Counter("waypost_failures_total", "Unexpected failures while answering", ["platform"])
