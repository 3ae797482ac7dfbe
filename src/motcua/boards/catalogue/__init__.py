"""The pages of the catalogue of procedures and of the calendar."""
