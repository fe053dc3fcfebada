"""Repository -> Facts: collects evidence, evaluates no policy. Enter at `scan_models.collect_all`."""
