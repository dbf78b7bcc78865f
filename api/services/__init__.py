"""What services wrote into their logs, read from files they share with the API."""
