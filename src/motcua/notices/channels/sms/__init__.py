"""Short messages through a provider that is described by configuration."""
