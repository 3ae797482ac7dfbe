"""A view of another system's database."""
