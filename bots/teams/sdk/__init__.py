"""Where botbuilder is known: it checks who sends, and carries turns."""
