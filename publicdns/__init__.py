"""The public server: named as a secondary of the hidden primary, and the catalog sync service beside it."""
