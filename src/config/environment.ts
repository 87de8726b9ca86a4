/** What the connector reads from the environment, in the words of the README and of `--help`. */
export const ENVIRONMENT_VARIABLES = [
  {
    names: ['SOURCE_NAVAN_ALLOWED_HOSTS'],
    meaning: "comma-separated host names that advanced.api_url may use in addition to Navan's own",
  },
  {
    names: ['LOG_LEVEL'],
    meaning: 'WARN or ERROR log less than the default INFO; DEBUG logs each request',
  },
  {
    names: ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'],
    meaning: 'the proxy, and hosts and domains that bypass it; no SOCKS',
  },
  {
    names: ['NODE_EXTRA_CA_CERTS'],
    meaning: 'PEM file with the CA certificate of a TLS-inspecting proxy',
  },
  {
    names: ['WORKER_JOB_ID', 'WORKER_JOB_ATTEMPT'],
    meaning: 'set by Airbyte: job and attempt, which the stream sync_health repeats',
  },
] as const;

export type EnvironmentVariable = (typeof ENVIRONMENT_VARIABLES)[number]['names'][number];

export type Environment = Readonly<Partial<Record<EnvironmentVariable, string | undefined>>>;

/** Trimmed; empty if not set. */
export function environmentVariable(name: EnvironmentVariable): string {
  return trimmed(name);
}

/** Lower case first, as curl and Python read it; trimmed; empty if not set. */
export function proxyVariable(name: EnvironmentVariable): string {
  return trimmed(name.toLowerCase()) || trimmed(name);
}

function trimmed(name: string): string {
  return (process.env[name] ?? '').trim();
}
