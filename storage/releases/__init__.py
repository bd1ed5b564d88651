"""Releases as folders that anybody can read, check and attack: `kkweda/release/1` (docs/formats.md)."""
