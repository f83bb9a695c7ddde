"""The language: the grammar table, documents, what is wrong in them, and help at a cursor."""
