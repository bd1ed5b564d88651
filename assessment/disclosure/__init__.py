"""Anonymous scores become publishable tables."""
