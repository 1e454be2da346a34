"""Bibliographic references: records, identifiers, reference entries, side files."""
