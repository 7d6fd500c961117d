"""Events as their hosts plan them: stops, numbers, money; and how everybody sees them."""
