"""What the portal calls here: signing in, dossiers that citizens lodged, look-ups, payments."""
