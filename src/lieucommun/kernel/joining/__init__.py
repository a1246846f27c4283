"""How people come into a service: the roles they take themselves, requests and invitations."""
