"""Where systems say different things: findings kept until they are settled, and the file of explanation beside them."""
