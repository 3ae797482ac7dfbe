"""The pages on which a unit's accounts, roles, delegations, authorities to sign and departments are kept."""
