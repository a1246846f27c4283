"""What a place knows about one person: shown, taken away as files, erased with the account."""
