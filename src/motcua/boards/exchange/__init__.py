"""The exchange with the portal: the addresses it posts to, and the page of what goes and comes."""
