"""Live sources: systems whose exports are taken by themselves, each kind a plug-in in a folder of its own."""
