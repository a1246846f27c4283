"""How someone signs in, seen and changed by themselves: `/me/security/`."""
