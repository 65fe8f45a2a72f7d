"""Who speaks and for whom, what they told of themselves, and how they are doing."""
