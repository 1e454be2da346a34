"""How often the rules are right: measured against what editors marked and labelled."""
