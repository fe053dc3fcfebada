"""What `openrelease explain` and the generated pages print. Enter at `explain_word.explain`."""
