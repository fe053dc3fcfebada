"""Policy files -> Policy. Enter at `builtin_policies`; files of users are read by `policy_file`."""
