"""The pages of internal procedures: drawn, told in tables, written and released."""
