"""What a text means that goes on with what was said before: “and who do I call?”, “the second one”, “no, I meant the printer”."""
