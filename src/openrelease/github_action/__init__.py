"""GitHub's environment in, the same run as the command line, then publish.

`judge` and `comment` are two processes: the one that reads what anybody may have written holds no token.
"""
