"""GitHub's environment in, the same evaluation as the command line, then publish; one module per step.

The step that reads the repository has no token, and the steps with a token read nothing of the repository.
"""
