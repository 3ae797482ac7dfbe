"""The printed forms of one dossier, filled from what casework knows of it."""
