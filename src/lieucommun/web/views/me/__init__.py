"""The personal page: who one is here, the roles held, what is known, how to leave."""
