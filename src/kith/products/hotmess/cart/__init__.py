"""What somebody means to buy, and the till: units are kept for ten minutes, the order is written, then it is paid."""
