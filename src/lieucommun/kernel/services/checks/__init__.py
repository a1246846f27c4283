"""The checks of a service, from the shape of its keys to the sense of what they say."""
