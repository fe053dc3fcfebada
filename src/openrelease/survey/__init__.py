"""Many repositories: targets -> results -> pages. Enter at `run_survey` and `survey_report`.

`list_targets` writes targets.jsonl, `run_survey` one line of results.jsonl for each target, and `survey_report` the
pages of a folder of results.
"""
