"""What other people's calendar programs are given: invitations by mail and private feeds."""
