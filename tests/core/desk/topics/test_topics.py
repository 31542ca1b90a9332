"""What holds for every kind of question, and that a new one is a file, its name in the list, and data."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import core
from core.catalogue.load import questions
from core.catalogue.model import NONE
from core.classifier.classifier import Classifier
from core.desk.desk import Desk
from core.desk.topics import TOPICS
from tests.core.desk.questions import asked

_CORE = Path(core.__file__).parent

_HOURS = '''
"""When somebody is there."""

from dataclasses import dataclass
from typing import ClassVar

from core.conversation.outline import Outline, Paragraph
from core.desk.phrasings import patterns
from core.desk.topics.topic import Topic


@dataclass(frozen=True, slots=True)
class Hours:
    kind: ClassVar[str] = "hours"
    days: str


def reply(known, inquiry):
    return Hours("Monday to Friday")


def outline(reply):
    return Outline("Opening hours", (Paragraph(reply.days),), reply.days)


PATTERNS = patterns(r"(?:when|what times?) are {you} (?:open|there)")
TOPIC = Topic({"hours": PATTERNS}, reply, Hours, outline)
'''


def test_the_classifier_learns_what_the_topics_answer(classifier: Classifier) -> None:
    """The files that are learned from and the shipped head have the same labels, and each is some topic's."""
    assert set(questions()) == set(classifier.head.topics.answers)
    assert set(questions()) - {NONE} <= {label for topic in TOPICS for label in topic.patterns}


def test_no_two_topics_share_a_label_or_a_kind_of_reply() -> None:
    """By its label a topic is found, and by its kind of reply what lays it out."""
    labels = [label for topic in TOPICS for label in topic.patterns]
    kinds = [topic.record.kind for topic in TOPICS]
    assert len(set(labels)) == len(labels)
    assert len(set(kinds)) == len(kinds)


def test_each_file_beside_the_list_is_in_it() -> None:
    """A topic that was written is a topic that is answered."""
    written = {path.stem for path in (_CORE / "desk" / "topics").glob("*.py")} - {"__init__", "topic"}
    assert {topic.reply.__module__.rpartition(".")[2] for topic in TOPICS} == written


@pytest.mark.parametrize("text", [text for label, texts in questions().items() if label != NONE for text in texts][::9])
def test_a_topic_says_the_kind_that_its_record_has(desk: Desk, text: str) -> None:
    """What a topic replies, a topic lays out; all else is a request's."""
    kind = desk.answer(asked(text)).kind
    assert kind in {topic.record.kind for topic in TOPICS} | {"route", "clarify", "none", "several"}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house whose core is ours, with a copy of the topics in place of them."""
    copy = tmp_path / "core"
    (copy / "desk").mkdir(parents=True)
    for folder in (Path(), Path("desk")):
        for path in (_CORE / folder).iterdir():
            if path.name not in ("desk", "topics", "__pycache__"):
                (copy / folder / path.name).symlink_to(path)
    shutil.copytree(_CORE / "desk" / "topics", copy / "desk" / "topics")
    return tmp_path


def _ask(house: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "bots.cli", "ask", *arguments]
    # the repository behind the house, for bots
    paths = os.pathsep.join((str(house), str(_CORE.parent)))
    done = subprocess.run(  # noqa: S603 - our own
        command, cwd=house, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_new_kind_of_question_is_a_file_and_its_name_in_the_list(house: Path) -> None:
    """It is recognised, answered, named and laid out, and nothing else in the house was touched."""
    topics = house / "core" / "desk" / "topics"
    listed = (topics / "__init__.py").read_text("utf-8")
    (topics / "hours.py").write_text(_HOURS, "utf-8")
    listed = listed.replace("topics import (", "topics import (\n    hours,").replace(
        "  help.TOPIC,", "  help.TOPIC, hours.TOPIC,"
    )
    (topics / "__init__.py").write_text(listed, "utf-8")
    assert json.loads(_ask(house, "--json", "When are you open?"))["kind"] == "hours"
    assert "Monday to Friday" in _ask(house, "please, when are you there?")
    assert json.loads(_ask(house, "--json", "who owns the network?"))["kind"] == "owner"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("change management, what is meant with this as a skill", "define"),
        ("what is tech good for in a school", "importance"),
    ],
)
def test_what_is_recognised_is_answered(desk: Desk, text: str, kind: str) -> None:
    """A question on the roles that no pattern knows is not called nobody's because its subject stands somewhere else in it."""
    assert desk.answer(asked(text)).kind == kind
