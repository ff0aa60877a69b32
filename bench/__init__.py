"""How fast Wijkpeil is: `make bench`, or `python -m bench [storing] [scores] [lists] [export] [telefoon] [--quick]`.

`storing` measures how many interviews a second come in, `scores` how long a score takes with ten thousand and with a
million interviews stored, `lists` how long a coordinator waits for a page with a hundred thousand: over HTTP, with a
server as it runs for real, on SQLite and on PostgreSQL. `export` measures making a file of a hundred thousand
interviews, and what that takes of the server's memory. `telefoon` holds the phone's pages against what was promised.
`chaos` and `trefzekerheid` are run by their own name.
"""
