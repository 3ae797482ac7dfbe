"""Pages of notices: what was sent and what waits, channels, texts, the bell, lists for chat groups."""
