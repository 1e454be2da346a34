"""Retracted works: a local index, built from the list of Retraction Watch."""
