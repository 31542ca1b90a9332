"""How people phrase what is not a request, and requests that sound like it."""

import pytest

from core.desk.desk import Desk
from core.desk.intents import Intent, recognise
from tests.core.desk.questions import asked

_PHRASINGS: dict[str, tuple[str, ...]] = {
    "help": (
        "help",
        "Help!",
        "?",
        "help me please",
        "show me the commands",
        "what can you do?",
        "What can you do for me?",
        "What can I ask you?",
        "how do I use this",
        "How does this bot work?",
        "who are you",
        "can you help me?",
        "what is Waypost?",
    ),
    "thanks": (
        "thanks",
        "Thank you so much!",
        "thx",
        "ok thanks",
        "Great, thanks!",
        "many thanks for your help",
        "thanks for the quick reply",
        "thanks Waypost",
        "thanks, that helped",
        "perfect",
        "it works now",
        "ok",
    ),
    "greeting": (
        "hi",
        "Hello!",
        "hey there",
        "Good morning",
        "good afternoon team",
        "Hello Waypost",
        "hi all",
        "Hi, how are you?",
        "how are you doing today?",
        "👋 hello",
    ),
    "farewell": (
        "bye",
        "bye bye",
        "Goodbye!",
        "good night",
        "see you tomorrow",
        "see you later",
        "have a nice day",
        "Have a great weekend everyone",
    ),
    "compare": (
        "compare",
        "compare IT and IS",
        "compare the roles",
        "IT vs IS",
        "What is the difference between IT and IS?",
        "what's the main difference between an IT manager and an IS manager?",
        "Explain the difference between IT management and IS management",
        "difference between information technology and information systems",
        "how do IT and IS differ?",
        "How does IS management differ from IT management?",
        "Is IT the same as IS?",
        "what distinguishes IT from IS?",
        "can you tell me how IT and IS are different",
    ),
    "skills": (
        "skills",
        "skills it",
        "skills is",
        "skills data management",
        "skills for it.network",
        "What skills does an IT manager need?",
        "which competencies does an IS manager need",
        "what are the skills of an IT manager?",
        "What are the key skills for IS management?",
        "show me the skills for security",
        "tell me the skills an IS manager needs",
        "can you tell me which skills an it manager needs",
        "Which skills are needed for data management?",
        "what does it take to be an IS manager?",
        "skills required for analytics",
        "What qualifications should an IT manager have?",
    ),
    "owner": (
        "owners",
        "who owns what",
        "show me the owners",
        "who owns the network?",
        "owner it.security",
        "Who is responsible for data quality?",
        "who looks after printers",
        "Which team handles backups?",
        "who is in charge of security",
        "who should I contact about the VPN?",
        "who is the owner of accounts and access",
    ),
    "advise": (
        "IT or IS?",
        "Do we need IT management or IS management to pick a new CRM?",
        "should I ask IT or IS about a broken laptop",
        "should my company hire an IT manager or an IS manager?",
        "is a new dashboard IT or IS?",
        "which role do I need for a data warehouse?",
        "which of the two do we need to set up a VPN?",
        "We want to choose a new ERP, IT or IS?",
        "Would you recommend IT or IS for a data governance project?",
        "which role is better for digital transformation",
        "when should I choose IT over IS?",
        "which manager should I talk to about phishing?",
    ),
    "define": (
        "what is IT?",
        "What is IS management?",
        "What does an IT manager do?",
        "define IS management",
        "explain IT management",
        "tell me about data management",
        "what is it.network",
        "What does the network team do?",
        "can you explain change management",
        "what is meant by information systems management?",
    ),
}

_REQUESTS = (
    "please help, my laptop is broken",
    "help me reset my password",
    "I need help setting up the VPN",
    "help desk hours?",
    "who can give me access to the HR folder?",
    "who has access to the finance share?",
    "who deleted my mailbox",
    "who changed the permissions on our folder",
    "owner of the shared mailbox has left, please transfer it",
    "owners of the SharePoint site cannot edit it",
    "owner field is empty in the asset register",
    "owner approval workflow takes two weeks",
    "who owns this laptop? it was left in the meeting room",
    "thanks, but the printer still does not work",
    "thanks in advance for resetting my password",
    "great, now the monitor is dead",
    "ok so how do I reset my password",
    "it works only when I am on the Wi-Fi",
    "we need skills training for the new CRM",
    "skills training for the CRM",
    "skills matrix export is broken",
    "the skills we record in the HR system are outdated",
    "qualification records are missing",
    "what is wrong with the wifi",
    "what is the status of my laptop order",
    "What is our backup schedule?",
    "what does error 0x80070005 mean",
    "what are the steps to set up MFA",
    "what can you do about the slow network",
    "explain why the report shows double the revenue",
    "define a KPI for churn",
    "tell me about the outage of the intranet",
    "compare the sales figures of the last two quarters",
    "difference between the two reports is 3%, which one is right?",
    "hello, my screen flickers",
    "Good morning, the file server is down",
    "hi there, I cannot log in to SAP",
    "how do I use the new ticket system",
    "how does this dashboard calculate churn",
    "have a nice day, but fix my VPN first",
    "do we need a firewall rule for the supplier portal",
    "should I get a new laptop or repair the old one",
    "which VPN client do I use?",
    "is the mail server down or is it me",
    "IT keeps rejecting my ticket",
    "can you tell me why my VPN drops",
    "could you show me how to share my screen",
)


@pytest.mark.parametrize(("topic", "text"), [(topic, text) for topic, texts in _PHRASINGS.items() for text in texts])
def test_a_phrasing_is_recognised(topic: str, text: str) -> None:
    """Each way to put it leads to its topic."""
    assert recognise(text).topic == topic


@pytest.mark.parametrize("text", _REQUESTS)
def test_a_request_that_sounds_like_a_topic_is_routed(desk: Desk, text: str) -> None:
    """A request that merely contains such words is answered as a request."""
    assert desk.answer(asked(text)).kind in ("route", "clarify", "none", "several")


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Who owns the customer data?", "the customer data"),
        ("please show me the skills for security", "security"),
        ("Do we need IT or IS management to pick a new CRM?", "pick a new CRM"),
        ("IT or IS for a slow server?", "a slow server"),
        ("what is it.network?", "it.network"),
        ("who owns what", ""),
        ("skills", ""),
    ],
)
def test_the_rest_is_what_it_is_about(text: str, about: str) -> None:
    """The object of the question is cut out of it; where there is none it is empty."""
    assert recognise(text).about == about


def test_a_long_text_is_a_request() -> None:
    """Questions about the roles are short."""
    assert recognise("Who owns the old server?").topic == "owner"
    assert recognise("Who owns the " + "very " * 50 + "old server?").topic == "route"
    assert recognise("x " * 5000) == Intent("route", ("x " * 5000).strip())


@pytest.mark.parametrize("text", ["", " ", "…", "\n\t", "()", "🙂"])
def test_a_text_without_words_is_left_to_the_classifier(text: str) -> None:
    """There is nothing to recognise."""
    assert recognise(text).topic == "route"
