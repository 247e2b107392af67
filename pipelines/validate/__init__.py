"""Rules × reports → judgements: what holds, what does not, and what cannot be judged."""
