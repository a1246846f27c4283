"""The page of field work: devices, what came, visits, places."""
