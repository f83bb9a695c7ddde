"""Facts about calls: who, in which state, what happened, what is posted, who may."""
