"""Report -> Markdown: the pull-request comment and the step summary. Enter at `markdown_report`."""
