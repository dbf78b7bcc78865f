"""The pages: a file for each kind of thing, which shows it and saves what is typed, by way of the API."""
