"""How much one person, one network and everybody may do: one module for each thing."""
