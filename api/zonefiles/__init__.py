"""Zone files in and out."""
