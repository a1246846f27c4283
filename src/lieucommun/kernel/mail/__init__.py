"""Letters: plain text to one address, handed to the mail server by a job."""
