"""The worker: renders zones, drives the name server, and proves what it did."""
