"""Facts -> the files that a repository begins with: a manifest, and the skeleton of a card."""

from openrelease.reports.init_files.card_template import render_card
from openrelease.reports.init_files.readme_lines import render_readme_lines
from openrelease.reports.init_files.settings_template import render_settings

__all__ = ["render_card", "render_readme_lines", "render_settings"]
