"""What looks like a secret and is made to be shown: public keys, certificates, and what stands in place of a secret."""

from core.patterns import compile_late

_PUBLIC = compile_late(
    # keys and certificates that others are meant to have
    r"(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3}|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)\s{1,3}AAAA[\w+/=]{8,1600}"
    r"(?:[ \t][\w.-]{1,64}@[\w-]{1,63}(?![\w.-]))?"
    r"|-----BEGIN (?:(?:TRUSTED|NEW|X509) )?(?:CERTIFICATE(?: REQUEST)?|(?:[A-Z]{2,8} )?PUBLIC KEY(?: BLOCK)?|X509 CRL|PKCS7)-----"
    r"[^-]{0,4000}(?:-----END [A-Z0-9 ]{3,40}-----)?"
    r"|\b(?:SHA(?:1|256|384|512)|MD5)[:=][\w+/:-]{16,140}={0,2}|\bsha(?:256|384|512)[-/][A-Za-z0-9+/]{40,90}={0,2}"
    r"|(?i:\bpublic[ _-]?key)[\"']?\s?[:=]\s?[\"']?[\w+/-]{16,200}={0,2}"
    r"|\bpk_(?:live|test)_[0-9A-Za-z]{10,250}|\bpk\.eyJ[\w.-]{20,400}|\bsb_publishable_[\w-]{20,100}"
    r"|\bdata:[a-z]{2,20}/[\w.+-]{2,40}(?:;[\w=-]{2,20}){0,2};base64,[A-Za-z0-9+/]{8,4000}={0,2}"
    # masks and samples
    r"|(?<![\w*])\*{3,40}(?![\w*])|(?<![\w*])(?:[*•]{4,160}+[ -]?){1,4}\d{2,4}(?!\w)"
    r"|<(?:user(?:name)?|pass(?:word|wd|wort)?|pwd|secret|token|key|host(?:name)?|login|api[_-]?key)>(?=[@:/\"',;)\\]|$)"
    r"|[•●]{3,40}"
    r"|(?<![A-Za-z0-9])(?:[A-Za-z]{2,12}[-_.]){0,3}(?:[xX]{6,80}|\*{4,80})(?![A-Za-z0-9*])|\b(?:AKIA|AIza|AC|SK)[xX]{8,40}\b"
    r"|https://hooks\.slack\.com/services/T[xX0]{1,7}/B[xX0]{1,7}/[xX0]{1,40}"
    r"|(?<!\w)(?:[A-Za-z0-9]{2,12}[-_.]){0,3}(?:your|YOUR|insert|INSERT)[-_][\w-]{2,40}"
    # templates and references
    r"|#\{[\w. :-]{1,80}\}#?|\$\{\{[^{}\n]{1,80}\}\}|\{\{[^{}\n]{1,80}\}\}|\$\{[\w.: ?=+/-]{1,80}\}|\$\([\w. /~-]{1,80}\)"
    r"|<%[^%\n]{1,80}%>"
    r"|<[A-Z_ -]{2,40}>|<(?:your|my|the|insert|enter|dein|ihr|votre|tu|su)[\w -]{1,40}>|__[A-Z][A-Z_]{2,40}__"
    r"|\b(?:process\.env|os\.environ|ENV|secrets|vars?|env)(?:\.\w{2,60}|\[[\"']?\w{2,60}[\"']?\])|\bos\.getenv\([\"']?\w{1,60}[\"']?\)"
    r"|!(?:vault|secret|ref|sub|env|encrypted|getatt|reference|include)\b|\bop://[\w /.-]{3,120}"
    r"|\bvault:[\w/.-]{3,120}(?:#\w{1,60})?|@Microsoft\.KeyVault\([^()\n]{1,300}\)"
    # keys of a keyboard
    r"|\b(?:Ctrl|Control|Strg|Alt|AltGr|Shift|Umschalt|Maj|Cmd|Command|Win|Windows|Option|Fn|Mod|Super)"
    r"(?:\s?[+-]\s?(?:[A-Za-z]{3,10}|[A-Z]|[a-z]|F?\d{1,2})(?!\w)){1,3}"
)

_SAMPLES = compile_late(
    r"AKIAIOSFODNN7EXAMPLE|wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY|4242([ -]?)(?:4242\1){2}4242|4111([ -]?)(?:1111\2){2}1111"
    r"|4000([ -]?)0[05]\d{2}\3\d{4}\3\d{4}|5555([ -]?)5555\4 ?5555\4 ?4444|3782[ -]?822463[ -]?10005"
)
"""Keys and cards from the documentation of Amazon, Stripe and others."""
_CALLED_SAMPLE = compile_late(
    r"(?i)\b(?:examples?|samples?|sandbox|test(?:s|ing)?|docs?|documentation|tutorial|beispiele?|exemples?|ejemplos?)\b"
)
_NEAR_SAMPLE = 100


def is_sample(text: str, start: int, end: int) -> bool:
    """Whether it is a published sample, and the text calls it one."""
    return bool(
        _SAMPLES.fullmatch(text, start, end)
        and (
            _CALLED_SAMPLE.search(text, max(0, start - _NEAR_SAMPLE), start)
            or _CALLED_SAMPLE.search(text, end, end + _NEAR_SAMPLE)
        )
    )


_SHOWN = compile_late(r"[^\n]")


def blank(text: str) -> str:
    """The text, character for character, with an `x` in place of each character of what is made to be shown."""
    return _PUBLIC.sub(lambda found: _SHOWN.sub("x", found[0]), text)
