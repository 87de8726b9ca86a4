import { logLine } from '../../log/log-line';
import { REPORT_LINES } from '../../log/report-lines';
import type { Log } from '../../protocol/output';
import type { SyncMeter } from '../sync-meter';
import { ALERT_CODES, alertsOf, type AlertCode } from './alerts';

/** How often the figures are compared with the thresholds. */
const INTERVAL_MS = 1000;

/** Warnings of their own say more. */
const TOLD_OTHERWISE: ReadonlySet<AlertCode> = new Set(['gap', 'changes-filter-failed']);

/** Warns of each threshold when it is crossed, once per sync. */
export class AlertWatch {
  private readonly crossed = new Set<AlertCode>();
  private comparedAt = -Infinity;

  constructor(
    private readonly meter: SyncMeter,
    private readonly log: Log,
  ) {}

  /** Call after each attempt. `now`: epoch milliseconds. */
  attempted(now: number): void {
    if (now - this.comparedAt < INTERVAL_MS) return;
    this.comparedAt = now;
    this.compare();
  }

  /** Call at the end of a stream and of the sync. */
  compare(): void {
    for (const code of alertsOf(this.meter.figures())) {
      if (this.crossed.has(code)) continue;
      this.crossed.add(code);
      if (!TOLD_OTHERWISE.has(code)) logLine(this.log, REPORT_LINES.alert, { alert: code });
    }
  }

  /** All that were crossed so far. */
  get codes(): readonly AlertCode[] {
    return ALERT_CODES.filter((code) => this.crossed.has(code));
  }
}
