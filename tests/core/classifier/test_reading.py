"""What of a message is the request."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.classifier.reading import request_in

_REQUEST = "my VPN is down"


@pytest.mark.parametrize(
    "message",
    [
        "Hi team,\n\nmy VPN is down\n\nBest regards,\nAna Lopez\nFinance | ext 12",
        "hello there! my VPN is down",
        "Good morning Sarah, my VPN is down",
        "HELLO SUPPORT - my VPN is down",
        "Dear Mr. Smith,\nmy VPN is down",
        "Dear Sir or Madam:\nmy VPN is down\n-- \nBob\nPort office",
        "my VPN is down\n\nSent from my phone",
        "my VPN is down\nThanks,\nAna",
        '"my VPN is down"',
        "“my VPN is down”",
        "<@U0ANA> my VPN is down",
        "<at>Waypost</at> my VPN is down",
        "@waypost my VPN is down",
        "my <https://intranet.example/vpn|VPN> is down",
        "my [VPN](https://intranet.example/vpn) is down",
        "  \n my VPN is down \t ",
    ],
)
def test_what_is_no_request_is_left_out(message: str) -> None:
    """Greeting, signature, quotation marks and markup around a request do not belong to it."""
    assert " ".join(request_in(message).split()) == _REQUEST


@pytest.mark.parametrize(
    "message",
    [
        "hello world program does not compile",
        "Hello my VPN, and the printer are down",
        "thanks for the printer. which laptop is best for me?",
        "We want the best. Best practice for backups?",
        "thanks to the update, Outlook is slow",
        "the 'home' button and the 'back' button fail",
        "Hi",
        "Thanks, Ana",
        "dear printers",
    ],
)
def test_what_may_be_the_request_stays(message: str) -> None:
    """Words that could open or close a letter stay where they do not, and a message is never read as empty."""
    assert request_in(message) == message


_PIECES = st.sampled_from(
    [
        "hi",
        "dear",
        "ana",
        ",",
        "\n",
        "thanks",
        " ",
        '"',
        "<@U1>",
        "<at>x</at>",
        "--",
        "my vpn",
        ".",
        "!",
        "best regards",
        "&lt;",
        "“",
        "”",
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join) | st.text(max_size=200))
def test_what_was_read_reads_the_same_again(message: str) -> None:
    """Reading a request out of a request changes nothing, and nothing but a bare mention is read as empty."""
    read = request_in(message)
    assert request_in(read) == read
    assert read or not re.search(r"\w", re.sub(r"<at>x</at>|<@U1>", "", message))
