"""Moves, month-start balances and statements."""
