"""How fast Wijkpeil is: `make bench`, or `python -m bench [storing] [scores] [--quick]`.

`storing` measures how many interviews a second come in, `scores` how long a score takes with a hundred thousand
interviews stored. Both do it over HTTP, with a server as it runs for real, on SQLite and on PostgreSQL.
"""
