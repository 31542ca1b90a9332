"""`waypost evaluate`: what it measures, and how that is shown in the terminal and on a page."""
