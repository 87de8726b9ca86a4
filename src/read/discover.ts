import { READ_LINES } from '../log/read-lines';
import { logLine } from '../log/log-line';
import type { StreamModel } from '../manifest/model';
import type { Catalog, CatalogStream } from '../protocol/catalog';
import type { Log } from '../protocol/output';
import { isGranted } from './oauth-scopes';
import { HEALTH_STREAM } from '../report/health/columns';
import type { Session } from './session';

/** The streams that the token's scopes cover, or all if the API does not say. */
export async function discoverStreams(
  session: Session,
  log: Log,
  signal: AbortSignal,
): Promise<Catalog> {
  const scopes = await session.client.scopes(signal);
  const offered = session.streams.filter((stream) => isGranted(stream, scopes));
  for (const stream of session.streams.filter((candidate) => !offered.includes(candidate))) {
    const facts = { stream: stream.name, scope: stream.model.extension.scope };
    logLine(log, READ_LINES.missingScope, facts);
  }
  return { streams: [...offered.map(({ model }) => catalogStream(model)), HEALTH_STREAM] };
}

export function catalogStream(model: StreamModel): CatalogStream {
  const { cursor } = model;
  return {
    name: model.name,
    json_schema: model.schema,
    supported_sync_modes: cursor ? ['full_refresh', 'incremental'] : ['full_refresh'],
    ...(cursor ? { source_defined_cursor: true, default_cursor_field: [cursor.field] } : {}),
    ...(model.primaryKey === undefined ? {} : { source_defined_primary_key: [[model.primaryKey]] }),
    is_resumable: cursor !== undefined,
  };
}
