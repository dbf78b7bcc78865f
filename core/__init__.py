"""What several services share; services import it and never each other."""
