"""Settings and MOT records -> what a repository declares, and what contradicts it."""
