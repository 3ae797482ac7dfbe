"""The programming interface: catalogue, dossiers, acts, statements, for other programs of a unit."""
