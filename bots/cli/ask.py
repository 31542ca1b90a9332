"""`waypost ask`."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import click

from bots.cli.context import Context
from core.classifier.evaluate import role_of
from core.classifier.suggestion import Suggestion
from core.conversation.attached import without_notes
from core.conversation.messages import Question
from core.conversation.people import Place
from core.desk.desk import Desk
from core.desk.reply import Reply
from core.desk.requests import More, Route
from core.desk.several import Several

_HERE = Place("cli", "", "")
_ALTERNATIVES = 3


@click.command()
@click.argument("text", required=False)
@click.option(
    "--file",
    "source",
    type=click.Path(path_type=Path, allow_dash=True),
    help='Lines of {"text": …}; - for standard input.',
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a text.")
@click.option("--more", is_flag=True, help="Also what is covered, all the reasons, what to include, and the skills.")
@click.pass_obj
def ask(context: Context, text: str | None, source: Path | None, *, as_json: bool, more: bool) -> None:
    """Answer TEXT as the bot would."""
    if (text is None) == (source is None):
        raise click.UsageError("Give either a text or --file.")
    if more and as_json:
        raise click.UsageError("--more goes with a text and not with --json.")
    if source is not None:
        if not as_json:
            raise click.UsageError("--file goes with --json.")
        for line in _texts(source):
            _print(_as_json(context.desk, line))
        return
    question = Question(without_notes(text or ""), "you", _HERE)
    if as_json:
        _print(_as_json(context.desk, question.text))
        return
    from bots.cli.draw import draw  # noqa: PLC0415 - rich is slow to load, and JSON does not need it
    from core.desk.compose import compose  # noqa: PLC0415

    reply = context.desk.answer(question)
    draw(compose(reply))
    if more:
        singles = [single for _, single in reply.parts] if isinstance(reply, Several) else [reply]
        for single in singles:
            if isinstance(single, Route):
                click.echo()
                draw(compose(More(single)))


def _print(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _texts(source: Path) -> Iterator[str]:
    """The `text` of each line, as it is read."""
    try:
        if str(source) == "-":
            yield from _read(sys.stdin, "standard input")
        else:
            with source.open(encoding="utf-8") as lines:
                yield from _read(lines, str(source))
    except OSError as error:
        raise click.ClickException(f"{source} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{source} is not UTF-8 text.") from error


def _read(lines: TextIO, name: str) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        try:
            text = json.loads(line)["text"]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise click.ClickException(f'{name}:{number}: is not a line of JSON with a "text".') from error
        if not isinstance(text, str):
            raise click.ClickException(f"{name}:{number}: text is not a string.")
        yield without_notes(text)


def _as_json(desk: Desk, text: str) -> dict[str, Any]:
    reply = desk.answer(Question(text, "you", _HERE))
    whole = _one(reply.kind, desk.best_guess(text))
    return {**whole, "parts": _parts(reply)}


def _parts(reply: Reply) -> list[dict[str, Any]]:
    if not isinstance(reply, Several):
        return []
    return [{**_one(single.kind, single.suggestion), "text": text, "parts": []} for text, single in reply.parts]


def _one(kind: str, suggestion: Suggestion) -> dict[str, Any]:
    best = suggestion.best
    return {
        "kind": kind,
        "role": role_of(best.answer),
        "responsibility": best.answer,
        "confidence": round(best.confidence, 4),
        "read": not suggestion.unread,
        "evidence": [reason.word for reason in suggestion.reasons],
        "alternatives": [
            {"responsibility": ranked.answer, "confidence": round(ranked.confidence, 4)}
            for ranked in suggestion.ranking[1 : 1 + _ALTERNATIVES]
        ],
    }
