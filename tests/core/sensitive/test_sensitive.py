"""What looks like a secret or personal data."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.handoff.model import LONGEST_TEXT
from core.handoff.sensitive import MASK, findings, mask, without_secrets

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
    assert mask(text) == left


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
    assert mask(text) == text


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
        "password = getpass.getpass() hangs",
        'token = os.environ["TOKEN"]; key = load(path)',
        "passwords must match ^(?=.*[A-Z])(?=.*\\d).{12,}$ and do not",
        "label.password=Kennwort is missing in messages_de.properties",
        'nginx: cannot load certificate key "/etc/nginx/tls.key": no such file',
        "Duplicate key value: (jdoe42) in index UX_USERNAME",
        "the key figure Q3 is ZKF_0042x, who owns it?",
        "la contraseña es obligatoria, pero no hay campo",
        "PublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg= of the peer",
        "SLACK_BOT_TOKEN=xoxb-your-token-here is what the sample says",
        "ticket of svc_web@INT.LOCAL is not renewed",
        "curl https://10.2.0.14/health?key=status gives 200",
        "after the update to Outlook2021 it asks for my password",
        "I signed in on Konferenz2024 and the profile was empty",
        "the code of the garage is in review, 5719 lines",
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
        ("supplier portal: user einkauf03, pw Tannenzapfen. It loops", ["Tannenzapfen"]),
        ("machine b1 login backup password rhubarb-pie", ["rhubarb-pie"]),
        ("the vault password? Petra told me turnip.cart.9 and it's wrong", ["turnip.cart.9"]),
        ("I told them my password, Birnbaum, is that a problem?", ["Birnbaum"]),
        ("the account still uses microscope as its password", ["microscope"]),
        ("I changed it from Robin!11 to Robin!12 and it keeps asking", ["Robin!11", "Robin!12"]),
        ("it got locked after I mistyped Sonnenblume1 five times", ["Sonnenblume1"]),
        ("WLAN im Lager: LAGER-5G, Schlüssel Hubwagen2024. Nichts geht", ["Hubwagen2024"]),
        ("name: REDIS_PASSWORD\n    value: ferret-moon", ["ferret-moon"]),
        ("snmpwalk -v2c -c halcyon-ro sw-12 gives a timeout", ["halcyon-ro"]),
        ("echo Trampoline7 | sudo -S apt update", ["Trampoline7"]),
        ("my recovery codes are a1b2-c3d4 and e5f6-g7h8", ["a1b2-c3d4", "e5f6-g7h8"]),
        ("The code on the alarm panel changed from 1984 to 2711", ["1984", "2711"]),
        ("the combination of the key safe is 2-5-8-0", ["2-5-8-0"]),
        ("J'ai reçu le code 773 904 par SMS", ["773 904"]),
        ("The garage keypad takes 7789 from me but not from Liz", ["7789"]),
        ("My date of birth is wrong, it's 14.03.1987", ["14.03.1987"]),
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


_CRAFTED = [
    "code tor 1 ",
    "changed from a1b2! ",
    "told my password, ",
    "it's a1b2c ",
    "use Kiwi2024 ",
    "wifi key ",
    "user a1! pw ",
    "passwords: a1b2, ",
    "name=password\n",
    "a;password;\n",
    "texted me ",
    "****",
    "#{a",
    "-----BEGIN CERTIFICATE-----",
]
"""What the patterns begin with, over and over."""


@pytest.mark.parametrize("unit", ["eyJ", "1 ", "\n", "A1", "+351 ", "a@b.c ", "password: ", "DE00 0000 ", *_CRAFTED])
def test_no_text_takes_long(unit: str) -> None:
    """However long a text, it is looked through in a moment: it was half a minute once, while everybody waited."""
    findings("call +49 151 23456789")  # loads what it needs
    started = time.process_time()
    findings(unit * (250_000 // len(unit)))
    assert time.process_time() - started < 2


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
