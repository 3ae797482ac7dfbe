"""Each message as a file: needs no network; for demonstrations, tests, and gateways that read a folder."""
