"""What people are told: one module for each thing, one function for each happening."""
