"""Taking the minutes: what is understood of an item's text, and the actions that fall out of it when they are issued."""
