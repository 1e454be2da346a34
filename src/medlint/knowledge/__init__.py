"""What medlint knows about medicine: tables of concepts, each row with its source."""
