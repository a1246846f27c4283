"""Screens of those who see to people: of a service, of an organisation, of the place."""
