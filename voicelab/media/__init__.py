"""Sound in motion: frames, legs, playout, mixing, tones, recordings. Time here is a sample count."""
