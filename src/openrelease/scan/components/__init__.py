"""Inputs -> which components a repository has, in files and links, and of which kind it is."""
