"""Vietnamese official text: numbers, dates, periods, letters, and which figure is a figure of what."""
