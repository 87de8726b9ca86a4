import type { Field } from '../../data/field';
import { day, instant, rewritten, text } from '../../data/field';
import { expenseFields } from '../generator';
import { detailFields } from './detail-fields';
import { moneyFields } from './money-fields';
import { isSpending, type LedgerSwitches, type State } from './state';

const isOfPerson = ({ entry: { kind } }: State): boolean =>
  !['PLATFORM_FEE', 'CREDIT_MEMO', 'DEBIT_MEMO', 'REBATE'].includes(kind);

const COMPANY_HAS_NONE = [
  'cardholder',
  'cardholder_email',
  'employee_id',
  'department',
  'region',
  'subsidiary',
  'traveler_department',
  'traveler_cost_center',
  'traveler_region',
  'traveler_subsidiary',
  'participants',
];

/** The fields of a transaction of the ledger: those of any expense, with what the ledger knows better. */
export function ledgerFields(
  seed: number,
  switches: LedgerSwitches,
  bookingId: (random: number) => string | null,
): Field<State>[] {
  const usual = expenseFields(seed).map(([name, write]): Field<State> =>
    COMPANY_HAS_NONE.includes(name)
      ? [name, (s) => (isOfPerson(s) ? write(s) : 'null')]
      : [name, write],
  );
  return rewritten(usual, [
    ...stateFields(switches),
    ...moneyFields(switches),
    ...detailFields(bookingId),
  ]);
}

const dayOr = (isThere: boolean, at: number): string => (isThere ? day(at) : 'null');

function stateFields(switches: LedgerSwitches): Field<State>[] {
  const related = (name: LedgerSwitches['relatedBy'], s: State, usual: string): string =>
    switches.relatedBy === name && s.entry.relatedTo !== null ? `"${s.entry.relatedTo}"` : usual;
  return [
    ['source_id', (s) => related('source_id', s, `"S${s.random(5)}"`)],
    ['reporting_transaction_id', (s) => related('reporting_transaction_id', s, 'null')],
    ['transaction_type', (s) => `"${s.entry.kind}"`],
    // A dispute's outcome is known once it is resolved.
    [
      'activity_type',
      (s) =>
        `"${s.entry.kind === 'PROVISIONAL_CREDIT' && !s.isSettled ? 'DISPUTE_OPEN' : s.entry.activity}"`,
    ],
    ['posted_date_time', (s) => (s.isPosted ? instant(s.postedAt) : 'null')],
    ['posted_date', (s) => dayOr(s.isPosted, s.entry.life.posted)],
    ['authorization_date', (s) => day(s.entry.life.created)],
    ['transaction_date', (s) => day(s.entry.life.created)],
    ['last_approver_action_date', (s) => dayOr(s.isDecided, s.entry.life.decided)],
    ['erp_effective_date', (s) => dayOr(s.isPosted, s.entry.life.posted)],
    ['manually_added_date', (s) => dayOr(s.type === 'manual-transactions', s.entry.life.created)],
    [
      'reimbursement_date',
      (s) => dayOr(s.isSettled && s.entry.reimbursement !== null, s.entry.life.settled),
    ],
    [
      'statement_id',
      (s) =>
        s.isStated && s.entry.program
          ? text(statementId(s.entry.program.code, s.entry.life.posted))
          : 'null',
    ],
    ['card_program_name', (s) => text(s.entry.program?.name ?? null)],
    ['card_description', (s) => (s.entry.program ? '"Example card 0000"' : 'null')],
    ['legal_entity', (s) => text(s.entry.entity)],
    ['approval_status', approvalStatus],
    ['approved_by_email', (s) => (s.isDecided ? '"approver@example.com"' : 'null')],
    ['erp_sync_status', syncStatus],
    ['personal', (s) => String(s.personal > 0 && s.personal === s.entry.units)],
    ['rebate_type', (s) => (s.entry.kind === 'REBATE' ? `"${s.entry.activity}"` : 'null')],
  ];
}

function approvalStatus(s: State): string {
  if (!isSpending(s)) return 'null';
  return s.isDecided ? text(s.entry.decision) : '"PENDING"';
}

function syncStatus(s: State): string {
  if (!s.isSynced) return '"NOT_SYNCED"';
  return s.random(67) % 12 ? '"SYNCED"' : '"FAILED"';
}

/** The statement of a programme for the month of this instant. */
export function statementId(code: string, at: number): string {
  return `ST-${code}-${new Date(at).toISOString().slice(0, 7)}`;
}
