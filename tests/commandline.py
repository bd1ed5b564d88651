"""The command line for tests: an installation in a folder, a command run in it, and what a person would see of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask
from flask.cli import FlaskGroup

from app import create_app
from config import Config
from services.ports import ContentStore, Printer
from tests.webclient import tools_of

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "docs" / "samples" / "injection-moulder.yaml"
DONE, SOME_REJECTED, UNUSABLE = 0, 1, 2
SHEET = """\
format: kkweda/answer-sheet/1
questionnaire: readiness/2026.1
company:
  division: "22"
  workers: 12
  region: "48"
  own_products: "0"
answers:
  P1: 2
  P2: 1
  P3: 1
"""


@dataclass(frozen=True)
class Outcome:
    """What a command leaves on the screen; `said` is the error stream without the bar of a batch."""

    status: int
    out: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class CommandLine:
    """A person at the command line of an installation."""

    app: Flask

    def __call__(self, *words: object) -> Outcome:
        """Run a command as ``flask`` does; anything that is not an orderly end is raised."""
        flask = FlaskGroup(create_app=lambda: self.app, load_dotenv=False)
        result = self.app.test_cli_runner().invoke(flask, [str(word) for word in words], catch_exceptions=False)
        lines = tuple(line for line in result.stderr.splitlines() if re.search(r": |^Error", line))
        return Outcome(result.exit_code, result.stdout, lines)


def command_line(folder: Path, content: ContentStore | None = None, printer: Printer | None = None) -> CommandLine:
    """An installation with its own database; content and printer may be others than the real ones."""
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(Config(f"sqlite:///{folder / 'kkweda.sqlite'}", "tests", folder, "127.0.0.1", 0))
    tools = tools_of(app)
    tools = replace(tools, content=content or tools.content, printer=printer or tools.printer)
    app.extensions["kkweda"] = tools
    return CommandLine(app)


def sheet(*changes: tuple[str, str], more: str = "") -> str:
    """A small answer sheet as text, with some of its words replaced and lines added at its end."""
    text = SHEET
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text + more


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def files_in(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, to see that nothing was written."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
