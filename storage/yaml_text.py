"""YAML read strictly: a key given twice, an alias or broken text is a problem with a line, never a silent choice."""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path

import yaml

from assessment.terms import Problem

Document = dict[str, "Value"]
Value = None | bool | int | float | str | list["Value"] | Document

LARGEST_FILE = 1_000_000
DUPLICATE, NOT_TEXT = "duplicate key: ", "key is not text: "
KEY_PROBLEMS = {DUPLICATE: "duplicate_key", NOT_TEXT: "key_not_text"}


class _StrictLoader(yaml.CSafeLoader):
    """The fast safe loader; duplicate keys are refused, dates stay text, and only true and false are booleans."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:  # noqa: FBT001, FBT002  PyYAML's own signature
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise yaml.constructor.ConstructorError(None, None, f"{NOT_TEXT}{key}", key_node.start_mark)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{DUPLICATE}{key}", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


_AMBIGUOUS = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _AMBIGUOUS]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def read_yaml(path: Path, where: str) -> tuple[Value, list[Problem]]:
    """The document of a file, or None and why it could not be read."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return None, [Problem.of("file_too_large", where, limit=LARGEST_FILE // 1000)]
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None, [Problem.of("file_missing", where)]
    except IsADirectoryError:
        return None, [Problem.of("file_is_folder", where)]
    except UnicodeDecodeError as error:
        return None, [Problem.of("not_utf8", where, byte=error.start)]
    return parse_yaml(text, where)


def parse_yaml(text: str, where: str) -> tuple[Value, list[Problem]]:
    """The document of a text, or None and the line where it breaks."""
    try:
        if alias := _first_alias(text):
            return None, [Problem.of("alias_in_yaml", where, line=alias)]
        document: Value = yaml.load(text, Loader=_StrictLoader)  # noqa: S506  a safe loader made stricter
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        problem = error.problem or ""
        for beginning, code in KEY_PROBLEMS.items():
            if problem.startswith(beginning):
                return None, [Problem.of(code, where, key=problem.removeprefix(beginning), line=line)]
        return None, [Problem.of("broken_yaml", where, line=line)]
    except (yaml.YAMLError, RecursionError, ValueError):
        return None, [Problem.of("broken_yaml", where, line=0)]
    if document is None:
        return None, [Problem.of("empty_file", where)]
    return document, []


def _first_alias(text: str) -> int:
    """The line of the first alias, 0 if there is none: with aliases a small file can stand for a boundless document."""
    if "*" not in text:
        return 0
    tokens = yaml.scan(text, Loader=yaml.CSafeLoader)
    return next((token.start_mark.line + 1 for token in tokens if isinstance(token, yaml.AliasToken)), 0)
