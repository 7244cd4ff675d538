"""What a query finds: sets of projects, counted by their bits, and pages of them in order."""
