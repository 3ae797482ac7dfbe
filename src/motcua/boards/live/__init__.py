"""Boards that show what is at present, and change as it does."""
