"""Several models in one repository -> facts of each, and of the whole."""
