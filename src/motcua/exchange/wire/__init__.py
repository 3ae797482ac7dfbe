"""What goes over the wire, read and written: pure functions without network, database or clock."""
