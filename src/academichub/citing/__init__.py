"""Who cites whom: entries of reference lists, citing sentences and their stance, twins, order, picture.

Pure: decides on values handed in. Never guesses a link that neither an identifier nor a title with its
author or year supports.
"""
