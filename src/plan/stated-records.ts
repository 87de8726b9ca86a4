import type { Session } from '../read/session';
import { envelopePaths, PageEnvelope } from '../stream/envelope';
import type { PartitionTarget } from '../stream/partition-options';
import type { ScannedPage } from '../stream/records/scanned-page';
import { withoutRefused } from '../stream/without-refused';

/** Requests the smallest page of a part's time window. Returns its records if the API states them, or lacks a next page. */
export async function statedRecords(
  { stream, scope, window, partition }: PartitionTarget,
  session: Session,
  signal: AbortSignal,
): Promise<number | undefined> {
  const paging = stream.paging(scope);
  const paths = envelopePaths(paging.reads, stream.model.extension);
  const plan = stream.plan(scope, paths.all);
  const look = (page: ScannedPage): number | undefined => {
    const { statedRecords: stated, hasNext } = new PageEnvelope(page, paths);
    return stated ?? (hasNext === false ? page.count : undefined);
  };
  const { content } = await withoutRefused(stream.withoutRefusable(scope), (instead) => {
    const own = [...(window?.parameters() ?? []), ...paging.smallestPage, ...instead];
    const label = partition.value === '' ? 'count' : `${partition.value}, count`;
    return session.client.send(stream.requests(scope).page(plan, own, label, look), signal);
  });
  return content;
}
