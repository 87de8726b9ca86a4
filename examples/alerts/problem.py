"""What a person has to know when the job could not do its work."""


class Problem(Exception):
    """Its text never holds a secret."""
