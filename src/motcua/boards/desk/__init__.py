"""The desk of officers and leaders: what waits for whom, and the acts on one dossier."""
