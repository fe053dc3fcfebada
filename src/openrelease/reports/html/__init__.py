"""Report or survey -> one self-contained HTML page, which makes no request and is readable without JavaScript.

Every element goes through `html_writer`, which escapes; nothing else writes markup. `page_frame` adds the policy that
forbids requests, and the styles and the script by their hashes.
"""
