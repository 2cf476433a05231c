"""How the weights that come with the library are made. Nothing in the library imports this."""
