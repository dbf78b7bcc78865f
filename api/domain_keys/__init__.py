"""Domain keys: what opens one domain and nothing else."""
