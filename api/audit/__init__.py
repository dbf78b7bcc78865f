"""The audit log: events and versions of zones as one list, newest first, with a sentence for each."""
