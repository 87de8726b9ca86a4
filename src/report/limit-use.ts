import { RecentRequests } from './recent-requests';

const MINUTE_SECONDS = 60;

/** The busiest minute's rate per rate allowed, in the time in which a limit was known. */
export class LimitUse {
  /** Undefined while no request was sent under a limit. */
  most: number | undefined;
  private perSecond: number | undefined;
  private recent = new RecentRequests();

  /** `perSecond`: the limit that is known now, if any. */
  add(now: number, perSecond: number | undefined): void {
    // What was sent before a limit was known, or under a higher one, did not exceed this one.
    if (perSecond === undefined || perSecond < (this.perSecond ?? Infinity))
      this.recent = new RecentRequests();
    this.perSecond = perSecond;
    if (perSecond === undefined) return;
    this.recent.add(now, false);
    this.most = Math.max(this.most ?? 0, this.recent.busiestMinute / MINUTE_SECONDS / perSecond);
  }
}
