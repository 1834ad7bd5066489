"""How boards did over a year, and how they stand side by side: for those who oversee them."""
