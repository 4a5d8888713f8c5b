"""Reading lists, facts and topic vocabularies from files, folders and addresses: see `ingest.read`."""
