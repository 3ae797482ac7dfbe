"""Ways by which notices go out: a base, a registry, a folder for each, one that needs no network."""
