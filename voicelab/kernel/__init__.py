"""What the student holds: the lab object, its child process, magics and pictures."""
