"""What is for one person alone is read by nobody else, also where it was asked among others."""

from tests.bots.teams.conftest import RunningWaypost, Start
from tests.bots.teams.payloads import BOT, CHANNEL, CHAT, PERSON, in_channel, message
from tests.support.microsoft_cloud import Call, Microsoft

STATUS = "<at>Waypost</at> status"


async def _sent(waypost: RunningWaypost, microsoft: Microsoft, activity: dict[str, object]) -> list[Call]:
    """What was sent for an activity."""
    before = len(microsoft.connector.calls)
    assert (await waypost.receive(activity)).status == 202
    await waypost.platform.settle()
    return microsoft.connector.calls[before:]


def _title(call: Call) -> object:
    return call.card["body"][0]["text"]


async def test_what_i_have_open_goes_to_my_personal_chat(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """Asked in a channel, the list comes in the personal chat, which is opened for it; the thread hears only that."""
    opened, told, said = await _sent(waypost, microsoft, in_channel(microsoft.service_url, STATUS))
    assert (opened.method, opened.body["members"]) == ("CREATE", [{"id": PERSON}])
    assert (told.conversation, _title(told)) == (f"a:with-{PERSON}", "Your open requests")
    assert said.conversation == CHANNEL
    assert "personal chat" in said.body["text"]
    assert "attachments" not in said.body or not said.body["attachments"]


async def test_in_the_personal_chat_it_is_simply_answered(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """There is nobody else."""
    (answer,) = await _sent(waypost, microsoft, message(microsoft.service_url, "status"))
    assert (answer.conversation, _title(answer), answer.targeted) == (CHAT, "Your open requests", False)


async def test_with_targeted_messages_it_stays_in_the_channel(start: Start, microsoft: Microsoft) -> None:
    """Where the setting allows it, only the person sees the answer among the others, and nothing else is said."""
    waypost = await start(teams_targeted_messages=True)
    (answer,) = await _sent(waypost, microsoft, in_channel(microsoft.service_url, STATUS))
    assert (answer.conversation, answer.targeted, _title(answer)) == (CHANNEL, True, "Your open requests")
    assert answer.body["recipient"]["id"] == PERSON
    assert answer.body["from"]["id"] == BOT


async def test_a_tenant_that_knows_no_targeted_messages(start: Start, microsoft: Microsoft) -> None:
    """Refused there, the answer goes to the personal chat."""
    waypost = await start(teams_targeted_messages=True)
    microsoft.connector.answers.append((400, {}))
    refused, opened, told, said = await _sent(waypost, microsoft, in_channel(microsoft.service_url, STATUS))
    assert refused.targeted
    assert [opened.method, told.conversation, said.conversation] == ["CREATE", f"a:with-{PERSON}", CHANNEL]


async def test_who_cannot_be_written_to_is_told(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """Where no personal chat can be opened, the thread says what to do, and not what is open."""
    microsoft.connector.answers.append((403, {}))
    _, said = await _sent(waypost, microsoft, in_channel(microsoft.service_url, STATUS))
    assert said.conversation == CHANNEL
    assert "ask again there" in said.body["text"]
    assert "open requests" not in str(said.body)


async def test_what_everybody_may_read_is_said_to_all(start: Start, microsoft: Microsoft) -> None:
    """The setting changes nothing for a suggestion."""
    waypost = await start(teams_targeted_messages=True)
    asked = in_channel(microsoft.service_url, "<at>Waypost</at> my VPN drops")
    (answer,) = await _sent(waypost, microsoft, asked)
    assert (answer.conversation, answer.targeted) == (CHANNEL, False)


async def test_who_mentions_us_with_a_password_is_warned_alone(start: Start, microsoft: Microsoft) -> None:
    """Before the answer, which does not repeat it."""
    waypost = await start(teams_targeted_messages=True)
    asked = in_channel(microsoft.service_url, "<at>Waypost</at> my VPN drops, my password is hunter2!")
    warning, answer = await _sent(waypost, microsoft, asked)
    assert (warning.conversation, warning.targeted, answer.targeted) == (CHANNEL, True, False)
    assert "a password" in str(warning.card)
    assert "hunter2" not in str(warning.body) + str(answer.body)


async def test_who_edits_a_password_into_a_question_is_warned_once(
    waypost: RunningWaypost, microsoft: Microsoft
) -> None:
    """Alone, however often it is edited, and not again after a warning of the new message."""
    for number, text in enumerate(("my VPN drops", "my VPN drops, my password is hunter2!")):
        asked = in_channel(microsoft.service_url, f"<at>Waypost</at> {text}", id=f"m{number}")
        calls = await _sent(waypost, microsoft, asked)
        for said in ("my password is hunter2!", "my password is hunter2! Thanks"):
            edit = {**asked, "type": "messageUpdate", "text": f"<at>Waypost</at> my VPN drops, {said}"}
            calls += await _sent(waypost, microsoft, edit)
        told = [call for call in calls if "a password" in str(call.body)]
        assert [call.conversation for call in told] == [f"a:with-{PERSON}"]
    assert "hunter2" not in str([call.body for call in microsoft.connector.calls])
