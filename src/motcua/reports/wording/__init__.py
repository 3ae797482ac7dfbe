"""Wording with named fields in double braces, for outlines of ours and for a unit's own Word template."""
