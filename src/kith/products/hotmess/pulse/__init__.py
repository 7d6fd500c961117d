"""The night pulse: what cities do, told so that nobody in them can be told; the seven public views."""
