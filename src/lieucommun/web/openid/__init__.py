"""OpenID Connect, as the client of one provider that the operator names (ProConnect, Keycloak…)."""
