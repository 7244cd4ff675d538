"""The only code that changes the state of what the network keeps, each with its record."""
