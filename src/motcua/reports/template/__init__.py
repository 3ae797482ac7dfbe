"""A unit's own Word template of the narrative report: read, checked, kept in versions, filled, set as PDF."""
