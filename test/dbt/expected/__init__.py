"""What the marts have to hold, computed from the API's records in the plainest way and with exact decimals."""
