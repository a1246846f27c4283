"""What devices ask and send, as an OpenRosa client does."""
