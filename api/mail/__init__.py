"""Mails: written from templates in the transaction they tell of, sent by a job."""
