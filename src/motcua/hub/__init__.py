"""The hub: every outside system's export or message, read into one shape, compared, and never trusted blindly."""
