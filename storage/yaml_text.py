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
BAD_FOR_ITS_TAG = (ValueError, LookupError, AttributeError, TypeError)
"""What PyYAML raises over a value that its own tag cannot carry, such as ``!!bool maybe``."""
KEY_PROBLEMS = {DUPLICATE: "duplicate_key", NOT_TEXT: "key_not_text"}


class _StrictLoader(yaml.CSafeLoader):
    """The fast safe loader; duplicate keys are refused, dates stay text, and only true and false are booleans.

    Numbers are decimal: 060 stays text rather than 48, 1:30 rather than 90, and there is no .nan and no .inf.
    """

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


_AMBIGUOUS = {f"tag:yaml.org,2002:{kind}" for kind in ("timestamp", "bool", "int", "float")}
_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _AMBIGUOUS]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_PLAIN = {
    "bool": ("true|false", "tf"),
    "int": ("[-+]?(?:0|[1-9][0-9_]*)", "-+0123456789"),
    "float": (r"[-+]?[0-9]*\.[0-9]+", "-+.0123456789"),
}
for _kind, (_form, _first) in _PLAIN.items():
    _StrictLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(f"^(?:{_form})$"), list(_first))


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
    except yaml.reader.ReaderError as error:
        return None, [Problem.of("broken_yaml", where, line=text.encode().count(b"\n", 0, error.position) + 1)]
    except (yaml.YAMLError, RecursionError, *BAD_FOR_ITS_TAG):
        return None, [Problem.of("broken_yaml", where, line=1)]
    if document is None:
        return None, [Problem.of("empty_file", where)]
    return document, []


def _first_alias(text: str) -> int:
    """The line of the first alias, 0 if there is none: with aliases a small file can stand for a boundless document."""
    if "*" not in text:
        return 0
    tokens = yaml.scan(text, Loader=yaml.CSafeLoader)
    return next((token.start_mark.line + 1 for token in tokens if isinstance(token, yaml.AliasToken)), 0)
