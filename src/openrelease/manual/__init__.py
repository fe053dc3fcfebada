"""What `explain` and the generated pages print. Enter at `manual_pages`."""
