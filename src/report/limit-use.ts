import { RecentRequests } from './recent-requests';

const MINUTE_SECONDS = 60;
/** Limits that are stated or found vary a little. */
const CLEARLY_LOWER = 0.8;

/** The busiest minute's rate per rate allowed, in the time in which a limit was known. */
export class LimitUse {
  /** Undefined while no request was sent under a limit. */
  most: number | undefined;
  /** The highest limit since the count began; infinite before. */
  private highest = Infinity;
  private recent = new RecentRequests();

  /** `perSecond`: the limit that is known now, if any. */
  add(now: number, perSecond: number | undefined): void {
    // What was sent before a limit was known, or under a clearly higher one, did not exceed this one.
    if (perSecond === undefined || perSecond < CLEARLY_LOWER * this.highest) {
      this.recent = new RecentRequests();
      this.highest = Infinity;
    }
    if (perSecond === undefined) return;
    this.recent.add(now, false);
    this.highest = Math.max(perSecond, this.highest === Infinity ? 0 : this.highest);
    this.most = Math.max(this.most ?? 0, this.recent.busiestMinute / MINUTE_SECONDS / perSecond);
  }
}
