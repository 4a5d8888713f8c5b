"""The commands of `studygraph` by subject, and what all of them share; `cli` puts them together."""
