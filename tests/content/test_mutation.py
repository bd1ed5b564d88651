"""The linter finds what an author breaks: 500 keys deleted or mistyped at random (`script/mutate all` tries them all)."""

from __future__ import annotations

from tests.content.mutation import survivors


def test_no_deleted_or_mistyped_key_goes_unnoticed() -> None:
    assert survivors(500, seed=20261122) == []
