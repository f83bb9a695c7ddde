"""Tests without waiting: the same engine on a virtual clock, with scripted parties and no sockets."""
