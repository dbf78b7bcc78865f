"""Jobs: what workers were asked for and what became of it, and jobs an administrator asks for by hand."""
