"""What carries a theme, across the apps: items, actions and recommendations."""
