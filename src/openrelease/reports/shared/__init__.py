"""What several report formats share: summaries, tables, escaping."""
