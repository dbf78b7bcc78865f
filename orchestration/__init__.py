"""Brings the platform up and keeps it up; knows processes, files and ports, and none of the services' code."""
