"""Building the tables; nothing here is needed to use them."""
