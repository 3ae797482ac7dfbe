"""Pages of findings, of totals published elsewhere, and of the file of explanation."""
