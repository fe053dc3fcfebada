"""Report -> text, one `render` a module."""
