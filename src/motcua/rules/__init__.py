"""The law as pure functions: calendar, clock, lifecycle, moves, measures."""
