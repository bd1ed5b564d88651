"""Use cases: one module for each act of a user."""
