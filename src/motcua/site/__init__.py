"""Settings, addresses, templates and static files of the running system."""
