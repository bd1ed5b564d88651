"""The files in the folder of a release, read strictly; whatever is wrong with them is a problem with its place."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assessment.errors import InputRejected
from assessment.terms import Param, Problem
from storage.releases import layout
from storage.releases.layout import Row
from storage.shapes import find_shape_problems

LARGEST_FILE = 50_000_000


@dataclass
class Files:
    """One folder; `problems` gathers what is wrong with it, `read` what was looked at."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    read: set[str] = field(default_factory=set)

    def note(self, problem: str, path: str, **params: Param) -> None:
        """Note a problem of a file."""
        self.problems.append(Problem.of(problem, f"{self.folder.name}/{path}", **params))

    def stop_on_problems(self) -> None:
        """Raise InputRejected if anything is wrong so far."""
        if self.problems:
            raise InputRejected(tuple(self.problems))

    def package(self) -> Any:
        """The description of the package; raises InputRejected where this is no release at all."""
        document = self.json(layout.PACKAGE)
        self.stop_on_problems()
        self.problems += find_shape_problems(document, layout.KIND, f"{self.folder.name}/{layout.PACKAGE}")
        self.stop_on_problems()
        return document

    def json(self, path: str) -> Any:
        """A JSON file, None if it cannot be read."""
        text = self._text(path)
        try:
            return None if text is None else json.loads(text)
        except ValueError as error:
            self.note("broken_json", path, cause=str(error))
            return None

    def rows(self, path: str, columns: Sequence[str]) -> list[Row]:
        """The lines of a CSV file with just these columns; none if it cannot be read."""
        text = self._text(path)
        if text is None:
            return []
        try:
            lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error as error:
            self.note("broken_csv", path, cause=str(error))
            return []
        if not lines or tuple(lines[0]) != tuple(columns):
            self.note("release_columns", path, wanted=", ".join(columns))
            return []
        for place, line in enumerate(lines[1:], 2):
            if len(line) != len(columns):
                self.note("release_line", path, line=place)
        return [dict(zip(columns, line, strict=True)) for line in lines[1:] if len(line) == len(columns)]

    def figure(self, path: str, text: str, *, least: float = 0.0) -> float:
        """A number from `least` on; 0 with a problem where it is none."""
        try:
            figure = float(text)
        except ValueError:
            figure = math.nan
        if math.isfinite(figure) and figure >= least:
            return figure
        self.note("release_number", path, found=text)
        return 0.0

    def check_nothing_else(self) -> None:
        """A file that the package does not name is not audited, so it must not lie there."""
        there = {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()}
        for path in sorted(there - self.read):
            if not path.startswith(f"{layout.LEDGER}/"):
                self.note("release_unlisted", path)

    def _text(self, path: str) -> str | None:
        self.read.add(path)
        target = self.folder / path
        try:
            content = target.read_bytes() if target.stat().st_size <= LARGEST_FILE else None
            if content is None:
                self.note("release_file_too_large", path, limit=f"{LARGEST_FILE // 1_000_000} MB")
            return None if content is None else content.decode(layout.ENCODING)
        except (FileNotFoundError, NotADirectoryError):
            self.note("release_file_missing", path)
        except UnicodeDecodeError:
            self.note("release_not_utf8", path)
        return None
