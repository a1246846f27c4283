"""What every block stands on: services, people, datasets, search, territories, documents."""
