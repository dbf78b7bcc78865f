"""Values clients build their forms from: what there is, and what is allowed."""
