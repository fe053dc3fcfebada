"""What a license text is, what an expression says, and what it allows."""
