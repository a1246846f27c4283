"""What is written to people about records: letters, and later what they write back."""
