"""Metadata services: one polite client, and for each service what to ask and how to read the answer.

Nothing here is used unless a person asks for it; see `ingest.enrich`.
"""
