"""`waypost skills` and `waypost compare`."""

import click

from bots.cli.context import Context
from bots.cli.draw import draw
from core.desk.compose import compose
from core.desk.subjects import Subjects
from core.desk.topics.compare import Compare
from core.desk.topics.skills import Skills


@click.command()
@click.argument("name", nargs=-1)
@click.pass_obj
def skills(context: Context, name: tuple[str, ...]) -> None:
    """The skills of NAME: a role (it, is) or a responsibility, by its id or as people call it."""
    catalogue = context.catalogue
    about = " ".join(name)
    found = Subjects.of(catalogue).find(about) if about else None
    if about and found is None:
        raise click.ClickException(f"Nothing in the catalogue is called “{about}”; see `waypost catalogue show`.")
    subject = (catalogue.roles.get(found) or catalogue.responsibilities[found]) if found else None
    draw(compose(Skills(subject, catalogue)))


@click.command()
@click.pass_obj
def compare(context: Context) -> None:
    """How IT and IS Management differ, point by point."""
    draw(compose(Compare(context.catalogue)))
