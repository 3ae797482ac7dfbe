"""The exchange with the National Public Service Portal: its wire, outbox and inbox, client, server, and a simulator."""
