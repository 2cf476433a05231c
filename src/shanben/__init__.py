"""Shanben: clean, normalised text from crawled documents, with the provenance of every character."""
