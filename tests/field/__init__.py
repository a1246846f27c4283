"""The trial of field work: two teams, volunteers, an observatory, and an OpenRosa client."""
