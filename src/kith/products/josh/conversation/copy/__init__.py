"""Every text JOSH sends, one module a subject; the interview keeps its own.

Each function returns at most 320 GSM-7 characters, whatever names it is given. First names only: a surname
never leaves the house.
"""
