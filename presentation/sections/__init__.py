"""The sections of the report: each a frozen value of ready texts, and the function that makes it."""
