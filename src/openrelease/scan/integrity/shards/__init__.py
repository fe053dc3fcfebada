"""Are all shards of a model here, and do they agree with their index and with each other?"""
