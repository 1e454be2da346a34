"""What a text says: sentences, matches, context, studies and citations."""
