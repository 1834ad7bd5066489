"""Words in minutes, agendas and actions, found by the database's own full-text search.

`index` keeps the database's indexes, `query` asks them, `results` joins what is found with what the reader may see.
"""
