"""Answers become scores, readiness and gaps."""
