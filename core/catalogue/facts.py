"""What is true of information technology, and of both roles together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import ConfigDict, Field

_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True, str_min_length=1)


@dataclass(frozen=True, slots=True)
class TechnologyField:
    """A field of information technology.

    Attributes:
        name: "Cloud computing".
        meaning: what it is, a phrase.
        responsibility: id of the one that looks after it.
        aliases: names by which people ask for it, lower case.
    """

    __pydantic_config__ = _STRICT

    name: str
    meaning: str
    responsibility: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Technology:
    """Information technology itself; what it is, the catalogue says.

    Attributes:
        scope: what it includes, a sentence.
        fields: the same one by one.
        matters: why it matters, a sentence.
        uses: what organisations use it for, one by one.
    """

    __pydantic_config__ = _STRICT

    scope: str
    fields: tuple[TechnologyField, ...]
    matters: str
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedSkill:
    """A skill that both roles need.

    Attributes:
        name: "Leadership".
        meaning: one sentence on what it is.
        it: how it shows in an IT manager, a phrase.
        is_: how it shows in an IS manager (`is` in the file).
        aliases: names by which people ask for it, lower case.
    """

    __pydantic_config__ = _STRICT

    name: str
    meaning: str
    it: str
    is_: Annotated[str, Field(alias="is")]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is true of information technology, and of both roles together. Texts are one or two sentences.

    Attributes:
        technology: information technology itself.
        matters: by role, why that role matters.
        choice: what the choice between the roles depends on.
        in_short: how the roles differ.
        bridge: who joins technology to the strategy of the business.
        bridges: how they do it, one by one.
        both_roles: whether one person can do both.
        both_roles_why: what speaks for it and against it.
        need_both: whether an organisation needs both.
        shared: what both roles need.
        shared_skills: the same one by one.
        careers: by responsibility, the jobs in which people do that work, lower case.
    """

    __pydantic_config__ = _STRICT

    technology: Technology
    matters: Mapping[str, str]
    choice: str
    in_short: str
    bridge: str
    bridges: tuple[str, ...]
    both_roles: str
    both_roles_why: tuple[str, ...]
    need_both: str
    shared: str
    shared_skills: tuple[SharedSkill, ...]
    careers: Mapping[str, tuple[str, ...]]
