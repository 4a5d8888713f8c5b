"""Measured quality and speed: one command, one table each."""
