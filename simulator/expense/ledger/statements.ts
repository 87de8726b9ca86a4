import { type Field, day, instant, recordWriter, text } from '../../data/field';
import { DAY } from '../../data/times';
import type { Totals } from './account';
import { amountText } from './currencies';
import { statementId } from './fields';
import { changedAt, type Life, lifeOf } from './life';
import type { Records } from './living';
import { type Statement, STATEMENT_COUNT, statementAt } from './months';
import { Dice, type LedgerSource } from './source';
import { signOf, type LedgerSwitches } from './state';

interface Payment {
  readonly id: string;
  readonly statement: Statement;
  /** What is paid; negative: what the company gets back. */
  readonly units: number;
  readonly life: Life;
}

/** Each statement is paid in the second week of the next month, some in two parts. */
export class StatementPayments implements Records {
  readonly count = 2 * STATEMENT_COUNT;
  private readonly dice: Dice;
  private readonly write;

  constructor(
    private readonly source: LedgerSource,
    private readonly owed: () => Totals,
    switches: LedgerSwitches,
  ) {
    this.dice = new Dice(source, 'statement-payments');
    this.write = recordWriter(fields(switches));
  }

  id(index: number): string {
    return this.dice.id(index);
  }

  life(index: number): Life {
    return this.at(index).life;
  }

  text(index: number, horizon: number): string {
    const payment = this.at(index);
    const at = changedAt(payment.life, horizon) ?? payment.life.created;
    return this.write({ ...payment, at, isSettled: payment.life.settled <= horizon });
  }

  private at(index: number): Payment {
    const slot = index % 2;
    const statement = statementAt((index - slot) / 2, this.source.from);
    const total = this.owed().of(statement.program, statement.start);
    const roll = this.dice.roll(index - slot);
    const half = total > 1 && roll(57) % 4 === 0 ? Math.floor(total / 2) : 0;
    const units = slot === 1 ? half : total - half;
    const first = statement.end + 7 * DAY + (roll(59) % (3 * DAY));
    const created = units === 0 ? Infinity : first + slot * 5 * DAY;
    return {
      id: this.id(index),
      statement,
      units,
      life: lifeOf({ created, settled: created + 2 * DAY }),
    };
  }
}

type Written = Payment & { readonly at: number; readonly isSettled: boolean };

function fields(switches: LedgerSwitches): Field<Written>[] {
  const amount = ({ units, statement: { program } }: Written): string =>
    amountText(signOf('PAYMENT', switches.positiveCredits) * units, program.currency);
  return [
    ['id', (one) => `"${one.id}"`],
    ['statement_id', ({ statement }) => text(statementId(statement.program.code, statement.start))],
    ['transaction_type', ({ units }) => (units < 0 ? '"REFUND"' : '"PAYMENT"')],
    ['posted_amount', (one) => `"${amount(one)}"`],
    ['posted_currency', ({ statement }) => `"${statement.program.currency}"`],
    ['posted_date', (one) => (one.isSettled ? day(one.life.settled) : 'null')],
    ['payment_date', (one) => day(one.life.created)],
    ['status', (one) => (one.isSettled ? '"SETTLED"' : '"PENDING"')],
    ['card_program_name', ({ statement }) => text(statement.program.name)],
    ['legal_entity', ({ statement }) => text(statement.program.entity)],
    ['modified_timestamp', (one) => instant(one.at)],
  ];
}
