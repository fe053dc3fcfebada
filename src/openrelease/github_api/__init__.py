"""GitHub's API and the runner: the only code that talks to GitHub."""
