"""What is under way."""

from dataclasses import dataclass
from typing import ClassVar

from core.conversation.outline import Outline, Paragraph
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.topic import Inquiry, Topic
from core.directory.model import Team

PATTERNS = patterns(
    r"status(?: (?:of|for|in))?(?: (.+))?",
    r"(?:{show} )?(?:my|our|all|the) (?:open |pending )?(?:requests|tickets|hand-?offs)(?: status)?",
    r"(?:what(?:'s|’s| is)|{show})(?: the)? status(?: of)? (?:my|our|all) (?:open |pending )?(?:requests?|tickets|hand-?offs?)",
    r"(?:what|which requests?) (?:is|are|do i have|do we have)(?: still)? (?:open|pending|under way)(?: (?:in|for|with) (.+))?",
    r"(?:{ask} )?where(?:['’]s| is| are) {mine}(?: now| at the moment| at)?",
    r"{ask}?(?:has|have|did|is|are) (?:anyone|anybody|someone|somebody|the team|they|it|you)(?: already| yet"
    r"| even)* (?:picked up|taken|taken over|looked at|seen|read|accepted|working on|worked on|done|answered|received"
    r"|got|dealing with|started on|start(?:ed)?) {mine}(?: yet| already| now)*",
    r"who (?:has|have|is (?:working on|handling|dealing with|looking at)|took|has taken|picked up|is on) {mine}(?: now| at the moment)?",
    r"(?:i(?:['’]?m| am)|we(?:['’]?re| are))? ?(?:still )waiting(?: for (?:an? )?(?:answer|reply|help|somebody|someone"
    r"|news|it|update|my .{{2,20}}))?(?: here)?|(?:is there |are there )?any (?:news|updates?|progress"
    r"|answer)(?: (?:yet|on (?:{mine}|this|that|it)|for me))*",
    r"how long (?:do|will|must|does|should) (?:i|it|{mine}|we) (?:have to |need to )?(?:wait|take"
    r"|last)(?: for (?:{mine}|an answer|it))?(?: now| more| still)*",
    r"what (?:did|have) (?:i|we) (?:already )?(?:ask(?:ed)?|sen[dt]|hand(?:ed)?(?: over| in)?|request(?:ed)?"
    r"|report(?:ed)?)(?: you| for| in| so far| over)?(?: (?:last|this|yesterday|today|before|so).{{0,15}})?",
    r"(?:i think |maybe |oops )?(?:i|we) (?:have |may have |must have )?(?:pressed|clicked|sent|hit|submitted"
    r"|handed)(?: (?:the button|it|that|send|this|over|my request))* (?:twice|two times|again"
    r"|more than once)(?:[,.;]? .{{2,60}})?",
    r"(?:what (?:happened|became|about|has happened)(?: to| of| with)?|how(?:['’]s| is| about)|how far (?:is"
    r"|along is)) {mine}(?: going| doing| now)?",
    r"(?:did|has) {mine} (?:go|gone|been|get|got|arrive|arrived|come)(?: (?:through|out|sent|there|in|received|taken"
    r"|done|read))?(?: yet| already)?|did it go through(?: (?:twice|two times))?",
    r"(?:is|are) {mine} (?:done|ready|open|closed|taken|in progress|being (?:worked on|handled|looked at)"
    r"|still (?:open|waiting))(?: yet| already| now)?",
    r"open (?:requests|tickets|hand-?offs)(?: (?:in|for|of|with|at) (.+))?",
    ask=r"(?:please |hey |hi |so )",
    mine=r"(?:my|our) (?:last |open |latest |first |other )?(?:requests?|tickets?|things?|cases?|issues?|questions?"
    r"|hand-?offs?|messages?|reports?)",
)


@dataclass(frozen=True, slots=True)
class Status:
    """What is under way: of a team, or (no team) of the asker. In a chat, the hand-offs answer it."""

    kind: ClassVar[str] = "status"

    team: Team | None = None


def reply(known: Knowledge, inquiry: Inquiry) -> Status | None:
    """That it is asked how things stand: one's own, or a team's. "Status of my laptop order" is a request: None."""
    if not inquiry.about or not inquiry.by_pattern:
        return Status()
    team = known.directory.team_named(inquiry.about) if known.directory else None
    return Status(team) if team else None


def outline(_: Status) -> Outline:
    """What is said where nothing can be handed over."""
    says = "I can show you your requests only in the chat where you made them."
    return Outline("Status", (Paragraph(says),), says)


TOPIC = Topic({"status": PATTERNS}, reply, Status, outline)
