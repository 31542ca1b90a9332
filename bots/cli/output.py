"""How commands give back what they found and made."""

from collections.abc import Sequence
from pathlib import Path

import click

from bots.checks import Finding


def tell(findings: Sequence[Finding]) -> None:
    """Print each finding on a line. Exit code 1 where something is not well."""
    for finding in findings:
        click.echo(f"{finding.verdict:<4}  {finding.what}: {finding.says}")
    if any(finding.verdict == "fail" for finding in findings):
        raise SystemExit(1)


def write(path: Path, content: bytes) -> None:
    """Write a file and say so.

    Raises:
        click.ClickException: it cannot be written.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written ({error.strerror}).") from error
    click.echo(f"Wrote {path}.")
