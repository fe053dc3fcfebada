"""Report -> files of other tools: MOT record, CycloneDX, model card metadata."""
