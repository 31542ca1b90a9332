"""Requests of about ten words, as people write them."""

TEXTS = (
    "my laptop cannot reach the file server since the move",
    "please give the new colleague access to the finance reports",
    "which of our systems should be replaced over next year",
    "the monthly revenue dashboard shows other figures than last week",
    "somebody clicked a strange link and typed in her password",
    "we want to agree on one meaning of active customer",
    "the label printer in the warehouse prints only blank pages",
    "how do we get people to use the new software",
    "the nightly backup of the database server failed three times",
    "our approval of travel requests takes far too many steps",
)
