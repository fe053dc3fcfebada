"""Words beside license texts -> the sentences that are understood."""
