"""License text -> the license that it is, or what is different. Enter at `identify`."""
