"""People from elsewhere - guests, and people of other workspaces or tenants - and what they may ask and see."""

from core.conversation.outline import Outline, Paragraph
from core.conversation.people import Person
from core.directory.model import Directory
from core.handoff.parties import is_named

_NO_ANSWERS = "Waypost answers people of this organisation only. Ask the person you work with here."
NO_ANSWERS = Outline("", (Paragraph(_NO_ANSWERS),), _NO_ANSWERS)

NO_HANDOFFS = "Only people of this organisation can hand requests over. Ask the person you work with here to do it."


def is_guest(person: Person, directory: Directory | None) -> bool:
    """Whether somebody is from elsewhere, and the directory names them neither as a responder nor as an administrator.

    Of whom the platform cannot tell at the moment is none: colleagues are not to lose their answers for that.
    """
    if not person.external or person.unverified:
        return False
    teams = directory.teams.values() if directory else ()
    administrators = directory.organisation.administrators if directory else ()
    return not is_named(person, (*administrators, *(name for team in teams for name in team.responders)))
