"""Editions, answer sheets and the answer that counts."""
