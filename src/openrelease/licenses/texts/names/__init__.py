"""Words -> names of holders, copyright notices and addresses."""
