"""Git commands and objects -> listings and blobs. Nothing of a repository is executed: hooks and filters stay off."""
