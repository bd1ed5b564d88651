"""What the association and companies read of co-operation."""
