"""Finding pieces, films and people by words: one interface, on SQLite and on PostgreSQL.

What is a word is decided here, in Python (`words.py`), and both databases keep and compare
finished terms: so both give the same answers.
"""
