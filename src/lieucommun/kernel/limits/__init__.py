"""How often one address, account or token may ask: allowances that refill with time."""
