"""Where somebody spoke or pressed in Slack."""

from dataclasses import KW_ONLY, dataclass

from bots.slack.address import ADDRESSES
from core.conversation.people import Place


@dataclass(frozen=True, slots=True)
class ReplyTarget:
    """Where somebody spoke or pressed, and so where the answer goes.

    Attributes:
        workspace: team id (`T…`), or the organisation's (`E…`) where the app is installed for all of it.
        channel: conversation id (`C…`, `D…`, `G…`).
        user: the person.
        thread: `ts` of the thread's first message, or None outside of threads.
        quiet: whether nothing is known to be answered in that thread yet. Slack shows no private message in such a one, and says
            nothing of it: https://docs.slack.dev/reference/methods/chat.postEphemeral
        response_url: takes up to five answers within 30 minutes, also where we are no member; empty for events.
        message: `ts` of the message that the button sits on; empty for what is no press.
        ephemeral: whether only the person sees that message.
        asked: `ts` of the message in which something was asked; empty for what is no message.
        name: what the payload calls the person.
        team: the workspace that the payload says the person belongs to, or empty where it says nothing.
        view: id of the form in which somebody pressed; empty for messages.
        at_home: whether it was in the App Home.
        trigger: opens a form, once and within three seconds; also names the press. Empty for events.
        viewing: id of the channel that the person has open beside the conversation with us; empty where that is not known.
        viewing_team: its workspace, or empty.
        in_own_thread: whether the conversation with us is a list of threads, of which this is in one: Slack's agent view.
    """

    workspace: str
    channel: str
    user: str
    _: KW_ONLY
    thread: str | None = None
    response_url: str = ""
    quiet: bool = False
    message: str = ""
    ephemeral: bool = False
    asked: str = ""
    name: str = ""
    team: str = ""
    view: str = ""
    at_home: bool = False
    trigger: str = ""
    viewing: str = ""
    viewing_team: str = ""
    in_own_thread: bool = False

    @property
    def is_private(self) -> bool:
        """Whether only the person and we see what is there."""
        return self.ephemeral or self.is_direct or bool(self.view) or self.at_home

    @property
    def place(self) -> Place:
        """The conversation, as the core knows it."""
        return Place("slack", self.workspace, self.channel)

    @property
    def place_in_view(self) -> Place | None:
        """The channel that the person has open beside, as the core knows it."""
        if not self.viewing:
            return None
        organisation = self.workspace if ADDRESSES.is_organisation(self.workspace) else ""
        return Place("slack", self.viewing_team or self.workspace, self.viewing, organisation)

    @property
    def is_direct(self) -> bool:
        """Whether it is the conversation of one person with us."""
        return self.channel.startswith("D")
