"""What people propose, how it is decided, and what follows: the way into the directory."""
