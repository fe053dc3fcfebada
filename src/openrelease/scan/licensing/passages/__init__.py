"""Documents -> claims about licenses: passages, mentions, clauses, and what each of them claims."""
