"""What looks like a secret or personal data."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.handoff.lifecycle import LONGEST_TEXT
from core.handoff.sensitive import MASK, findings, masked, without_secrets

_TOKEN = "ghp_" + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ"
_STRIPE = "sk_live_" + "abcdefghijklmnopqrstuvwx"
_SLACK = "xoxb-" + "123456789012-123456789012-abcdefghijklmnopqrstuvwx"


@pytest.mark.parametrize(
    ("text", "kind", "left"),
    [
        ("my VPN password is Hunter2! since May", "a password", f"my VPN password is {MASK} since May"),
        ("password: Tr0ub4dor&3", "a password", f"password: {MASK}"),
        ("PIN = 4711", "a code", f"PIN = {MASK}"),
        ("it says token: “a1b2c3d4”, then stops", "a token", f"it says token: “{MASK}”, then stops"),
        ("connect with postgres://bob:s3cret@db/x", "a password", f"connect with postgres://bob:{MASK}@db/x"),
        (f"the key {'AKIA' + 'IOSFODNN7EXAMPLE'} leaked", "an AWS key", f"the key {MASK} leaked"),
        (f"use {_TOKEN} for it", "a GitHub token", f"use {MASK} for it"),
        (_STRIPE, "a Stripe key", MASK),
        (_SLACK, "a Slack token", MASK),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----", "a private key", MASK),
        ("paid with 4111 1111 1111 1111 today", "a card number", f"paid with {MASK} today"),
        ("pay to DE89 3704 0044 0532 0130 00 please", "a bank account", f"pay to {MASK} please"),
        ("write to ana.ribeiro@example.com please", "an e-mail address", f"write to {MASK} please"),
        ("call me on +49 151 23456789 today", "a telephone number", f"call me on {MASK} today"),
    ],
)
def test_it_is_found_and_masked(text: str, kind: str, left: str) -> None:
    """By what it looks like, and no more than it is masked."""
    assert [finding.kind for finding in findings(text)] == [kind]
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "please reset my password, I forgot it",
        "the password is expired and the pin is wrong",
        "password policy: at least 12 characters",
        "the API key rotation is due, who owns the secrets store?",
        "ticket INC0012345678, asset 2024-11-23 10:45, host 192.168.10.20",
        "error 0x80070005 in build 10.0.19045.3803, order 4500012345",
        "order number 4500012345, invoice 2026112300017, PO 300012345678",
        "meet at 10:30 in room 4.12, budget 1,200,000 euros",
        "our token economy workshop is on Friday",
    ],
)
def test_ordinary_requests_are_left_alone(text: str) -> None:
    """Talk about passwords, numbers of tickets, hosts and rooms are neither secret nor personal."""
    assert findings(text) == ()
    assert masked(text) == text


_KEY = "AAAA" + "C3NzaC1lZDI1NTE5AAAAI0f9dcDR3Aemvlc1lXCR2mV9jMMhqW2Ij86Hbueds"


@pytest.mark.parametrize(
    "text",
    [
        f"ssh-ed25519 {_KEY} deploy@build-7, please add this key",
        "the key has the fingerprint SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8",
        f"-----BEGIN CERTIFICATE-----\n{_KEY}\n{_KEY[::-1]}\n-----END CERTIFICATE-----",
        "the publishable key is " + "pk_" + "test_51HxyzABCDEFGHIJKLMNOP",
        "Server=a;Password=********;Encrypt=True",
        "AccountKey=#{StorageKey}#;EndpointSuffix=x",
        "https://api.telegram.org/bot<TOKEN>/getMe",
        'password: "{{ vault_password }}"',
        "password: ${{ secrets.DB_PASSWORD }}",
        "apiKey: process.env.API_KEY",
        "https://hooks.slack.com/services/T000/B000/XXXX",
        "mount -o credentials=/etc/samba/bkp.cred,vers=2.1",
        "SOURCE_HOST='ly-db1', SOURCE_PASSWORD='<secret>'",
        "mysql -p fails with access denied",
        "psql -W asks twice",
        "docker login -p deprecated warning",
        "docker run -p 8080:80 nginx",
        "it ends at /login?token=expired",
        "Password manager: KeePass or Bitwarden?",
        "Key: Ctrl+Alt+Del",
        "le mot de passe est accepté et la page reste blanche",
        "das Passwort wird akzeptiert, dann passiert nichts",
        "la contraseña es aceptada, pero no entra",
        "a senha é aceita, mas nada acontece",
        "la password è accettata, poi niente",
        "het wachtwoord wordt geweigerd, help",
        "error code 8842 at the door reader",
        "I logged in with jdoe42 and it fails",
        "| user | password |\n|---|---|\n| anna | changed |\n| bert | not set |",
    ],
)
def test_what_is_made_to_be_shown_is_left_alone(text: str) -> None:
    """Public keys, masks, templates, names of files, keys of a keyboard and what is said of passwords are no secrets."""
    assert findings(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("| user | password |\n|---|---|\n| a | Kiwi-Bus |\n| b | Plum-Van |", ["Kiwi-Bus", "Plum-Van"]),
        ("user;Passwort\nanna;Sommerregen\nbert;Möwe-12\n\nThanks;bye", ["Sommerregen", "Möwe-12"]),
        ("host,user,PIN\nsrv1,root,4711", ["4711"]),
        ("I typed in Orchid88? like always and it froze", ["Orchid88?"]),
        ("Ich komme mit Fichte!77 nicht mehr rein", ["Fichte!77"]),
        ("Her login is mlopez with Friday-31", ["Friday-31"]),
        ("Je me connecte en admin avec Quai9-Sud et rien", ["Quai9-Sud"]),
        ("the courier uses code 4471# at the gate", ["4471#"]),
        ("El código 4821 de la puerta no funciona", ["4821"]),
        ("882 113 is my login code", ["882 113"]),
        ("de iPad vraagt om een toegangscode. Vroeger was het 441025", ["441025"]),
        (
            "https://api.telegram.org/bot12345678:" + "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1/send",
            ["AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"],
        ),
        ("NI no.: AB 12 34 56 C", ["AB 12 34 56 C"]),
        ("pay it to the Leeds branch, account 55779911", ["55779911"]),
    ],
)
def test_what_is_told_in_passing_is_found(text: str, values: list[str]) -> None:
    """In tables, by what was done with it, by the door that it opens, and without its name before it."""
    covered = [text[found.start : found.end] for found in findings(text)]
    assert [value for value in values if not any(value in each for each in covered)] == []
    assert len(covered) == len(values)


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    """Findings lie in the text, in order, without overlap."""
    ends = [0]
    for finding in findings(text):
        assert ends[-1] <= finding.start < finding.end <= len(text)
        ends.append(finding.end)


@pytest.mark.parametrize("unit", ["eyJ", "1 ", "\n", "A1", "+351 ", "a@b.c ", "password: ", "DE00 0000 "])
def test_no_text_takes_long(unit: str) -> None:
    """However long a text, it is looked through in a moment: it was half a minute once, while everybody waited."""
    findings("call +49 151 23456789")  # loads what it needs
    started = time.perf_counter()
    findings(unit * (250_000 // len(unit)))
    assert time.perf_counter() - started < 2


def test_what_can_be_handed_over_is_looked_through() -> None:
    """To the last character of the longest request."""
    secret = " password: Tr0ub4dor&3"
    assert [found.kind for found in findings("x" * (LONGEST_TEXT - len(secret)) + secret)] == ["a password"]


def test_of_a_text_too_long_to_be_looked_through_no_secret_is_passed_on() -> None:
    """Masking what comes first moves nothing into sight that nobody has looked through."""
    key = "-----BEGIN RSA PRIVATE KEY-----\n" + "MIIabc\n" * 400 + "-----END RSA PRIVATE KEY-----"
    passed_on = without_secrets(f"{key} {'x ' * 800} password: Tr0ub4dor&3")
    assert passed_on.startswith(MASK)
    assert passed_on.endswith("…")
    assert "Tr0ub4dor" not in passed_on
