#!/bin/sh
# Runs a command that uses apt while no other suite does: apt does not wait for itself. A server that the command starts
# does not hold the lock.
exec flock --close /tmp/source-navan-apt.lock "$@"
