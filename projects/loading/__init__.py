"""Loading the fixtures: repeatable, and never over what staff have edited."""
