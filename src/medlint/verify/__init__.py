"""Ask Crossref, PubMed and OpenAlex whether references exist as they are written.

This is the only part of medlint that uses the network, and only on request.
"""
