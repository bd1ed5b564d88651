"""Adapters: everything outside the process."""
