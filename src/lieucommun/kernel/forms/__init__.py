"""Forms that people fill in: drafts that survive, submissions kept as they were sent."""
