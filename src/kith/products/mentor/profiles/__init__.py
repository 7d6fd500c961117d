"""MentorJoining Mentor, one's profile, becoming a mentor."""
