"""Inputs -> license statements, and which of them governs each component."""
