"""The interview by text: fourteen questions, one at a time, never a loop."""
