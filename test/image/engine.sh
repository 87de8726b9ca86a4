# Sourced: makes `docker` work, if a Docker engine can be had. Returns 1 where there is none.
# DOCKER_ENGINE_STARTER: a command that starts one and prints how to reach it, as `export` lines.
docker info >/dev/null 2>&1 && return 0
if [ -x "${DOCKER_ENGINE_STARTER:-}" ]; then eval "$(test/support/apt.sh "$DOCKER_ENGINE_STARTER")"; fi
docker info >/dev/null 2>&1
