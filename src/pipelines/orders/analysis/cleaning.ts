import { CATALOGUE, PURCHASE_WINDOW_DAYS, WEEKDAYS } from '../data/catalogue.js';
import { ORDER_FIELDS } from '../data/fields.js';
import { type SequenceSet, sequenceSet } from '../../../stats/sequence-set.js';
import { decodeOrderId } from '../data/order-id.js';
import type { CommittedRow } from './committed-orders.js';
import type { OrderTable } from './order-row.js';
import type { Analysis } from './results.js';
import { countsOf, where } from '../../../analysis/table.js';

/** What a run's orders are checked against. */
export interface CleaningOptions {
  readonly runId: string;
  /** Last day of the window in which purchases lie: YYYY-MM-DD, UTC. */
  readonly referenceDate: string;
}

const NO_FAULT = 'none';

type Check = (row: CommittedRow) => boolean;

const DAY_MS = 86_400_000;
const SATURDAY = 5;
const utcMs = (date: string) => Date.parse(`${date}T00:00:00Z`);
const ITEMS = new Set(CATALOGUE.map((entry) => entry.item));

/** What follows from a date, computed once for each of the few dates that occur. */
function calendar() {
  const days = new Map<string, { readonly utcMs: number; readonly weekday: number }>();
  return (date = '') => {
    const known = days.get(date);
    if (known !== undefined) return known;
    const day = { utcMs: utcMs(date), weekday: (new Date(utcMs(date)).getUTCDay() + 6) % 7 };
    days.set(date, day);
    return day;
  };
}

/** Beyond this, a set of bits could be larger than the texts; no run gets there. */
const HIGHEST_BIT = 2 ** 28;

/**
 * Says whether an order_id came before. For one of ours a bit is kept, at the sequence number in it, instead of a text:
 * a million texts take two hundred times the memory.
 */
function repeats() {
  const ours = new Map<string, SequenceSet>();
  const others = new Set<string>();
  return (orderId = '') => {
    const identity = decodeOrderId(orderId);
    if (identity === undefined || identity.sequence > HIGHEST_BIT)
      return others.size === others.add(orderId).size;
    const stream = `${identity.seed} ${identity.producer}`;
    const known = ours.get(stream) ?? sequenceSet();
    ours.set(stream, known);
    return !known.add(identity.sequence);
  };
}

/** Every check by the name under which its rows are counted, in the order in which they are made. */
function checks({ runId, referenceDate }: CleaningOptions): Readonly<Record<string, Check>> {
  const lastMs = utcMs(referenceDate);
  const firstMs = lastMs - (PURCHASE_WINDOW_DAYS - 1) * DAY_MS;
  const dayOf = calendar();
  const isRepeated = repeats();
  return {
    other_run: (row) => row.run_id !== runId,
    missing_field: (row) => ORDER_FIELDS.some(({ name }) => (row[name] ?? null) === null),
    duplicate_order_id: (row) => isRepeated(row.order_id),
    unknown_item: (row) => !ITEMS.has(row.item ?? ''),
    outside_window: (row) => {
      const day = dayOf(row.purchase_date);
      return !(day.utcMs >= firstMs && day.utcMs <= lastMs);
    },
    calendar_mismatch: (row) => {
      const { weekday } = dayOf(row.purchase_date);
      return (
        row.purchase_datetime !== `${row.purchase_date}T${row.purchase_time}Z` ||
        row.weekday_num !== weekday ||
        row.weekday_name !== WEEKDAYS[weekday] ||
        row.is_weekend !== weekday >= SATURDAY ||
        row.hour_of_day !== Number(row.purchase_time?.slice(0, 2))
      );
    },
  };
}

export interface FaultFinder {
  readonly checkNames: readonly string[];
  /** The first check that the row fails, or {@link NO_FAULT}. Remembers order ids: rows must come in their order. */
  faultOf(row: CommittedRow): string;
}

export function faultFinder(options: CleaningOptions): FaultFinder {
  const named = Object.entries(checks(options));
  return {
    checkNames: named.map(([name]) => name),
    faultOf: (row) => named.find(([, fails]) => fails(row))?.[0] ?? NO_FAULT,
  };
}

/** Drops the rows that have a fault, and counts them by it. */
export function clean(
  orders: OrderTable,
  checkNames: readonly string[],
): { readonly kept: OrderTable; readonly cleaning: Analysis['cleaning'] } {
  const kept = where(orders, 'fault', NO_FAULT);
  const byFault = countsOf(orders, 'fault');
  return {
    kept,
    cleaning: {
      rows_read: orders.rowCount,
      dropped: checkNames.map((reason) => ({ reason, rows: byFault.get(reason) ?? 0 })),
      rows_kept: kept.rowCount,
    },
  };
}
