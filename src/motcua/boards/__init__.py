"""What is on a screen for whom."""
