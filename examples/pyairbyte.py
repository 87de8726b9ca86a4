import json
from pathlib import Path

import airbyte as ab

config = json.loads(Path("secrets/config.json").read_text())
source = ab.get_source("source-navan", config=config, local_executable=Path("bin/source-navan"))
# With Docker: docker_image="source-navan:0.1.0" instead of local_executable.
# On Airbyte's runtime, without Node: source_manifest=Path("resources/manifest.yaml").
source.check()
source.select_streams(["bookings", "users"])
tables = source.read(cache=ab.new_local_cache("navan"))
print(len(tables["bookings"].to_pandas()), "bookings")
