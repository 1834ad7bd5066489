"""What boards recommend, to whom, and how they are answered: lists, figures, and lists of recommendations that are pasted."""
