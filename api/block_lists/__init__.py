"""What may not be signed up with or added as a domain: the lists administrators keep."""
