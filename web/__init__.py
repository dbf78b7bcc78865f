"""The dashboard: pages rendered here, everything decided by the API, which it speaks HTTP to."""
