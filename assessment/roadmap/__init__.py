"""Gaps become initiatives in time, under limits."""
