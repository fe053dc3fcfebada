"""The verbs that a policy may use, one module each."""
