"""The editors' side: the admin's forms, lists and buttons for films, people and pieces."""
