"""The API described for programs, and a page to read and try it; both are made from the code."""
