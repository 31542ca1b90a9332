"""`waypost train`."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from bots.cli.context import Context
from core.classifier.loading import OWN_HEAD
from core.classifier.train import Progress


@click.command()
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it (default: the data folder)."
)
@click.option("--encoder", is_flag=True, help="Make the encoder anew: an hour or more; needs the extra `encoder`.")
@click.pass_obj
def train(context: Context, output: Path | None, *, encoder: bool) -> None:
    """Fit the classifier to the example requests of the catalogue and of your own file on top of it."""
    from core.catalogue.load import examples  # noqa: PLC0415

    settings = context.settings
    _ = context.catalogue  # its mistakes come before the work
    texts = examples(settings.catalogue)
    with _progress() as progress:
        says = (
            _encoder(texts, output, progress)
            if encoder
            else _head(texts, output or settings.data_dir / OWN_HEAD, progress)
        )
    click.echo(says)


def _head(texts: Mapping[str, Sequence[str]], path: Path, progress: Progress) -> str:
    _wants("sklearn", "train")
    from core.catalogue.load import moves, questions  # noqa: PLC0415
    from core.classifier.encoder import Encoder, read_record  # noqa: PLC0415
    from core.classifier.head import save  # noqa: PLC0415
    from core.classifier.train import Lessons  # noqa: PLC0415
    from core.classifier.train import train as fit  # noqa: PLC0415

    head = fit(Lessons(texts, questions(), moves()), Encoder(read_record()), progress)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save(head, path)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written ({error.strerror}).") from error
    return f"Learned {len(head.examples)} examples of {len(head.answers)} answers: {path} ({path.stat().st_size // 1024} KB)."


def _encoder(texts: Mapping[str, Sequence[str]], path: Path | None, progress: Progress) -> str:
    if path is None:
        raise click.UsageError("--encoder needs --output, the .onnx file to write.")
    for module in ("torch", "onnx", "safetensors", "sklearn"):
        _wants(module, "encoder")
    from core.catalogue.load import practice  # noqa: PLC0415
    from core.classifier.finetune.make import make  # noqa: PLC0415

    record = make(texts, practice(), path, progress)
    return f"Made {path} from {record.examples} examples; held out: {record.held_out}."


def _wants(module: str, extra: str) -> None:
    """Say what is missing before the long part begins."""
    if find_spec(module) is None:
        raise click.ClickException(f"This needs {module}: pip install 'waypost[{extra}]'.")


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar for each thing that is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        def progress(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done)

        yield progress
