"""What a weight file is, told from its first bytes; tensors are never read."""
