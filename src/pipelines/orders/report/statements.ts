import { type OrdersSections, sectionsOf } from '../record.js';
import { bad, statement } from '../../../report/blocks.js';
import { busyHours, detection, vitalItems } from './findings.js';
import { count, counted, duration, list, share, shareOf } from '../../../report/format.js';
import { price } from './price.js';
import type { Html } from '../../../core/html.js';
import { shopHours } from './shop-hours.js';
import type { OrdersInput } from './types.js';

/** The run in four statements: reliability, latency, data quality, business. */

function reliability({ ledger }: OrdersSections): Html {
  if (ledger === undefined) {
    return statement('Not counted:', 'the run ended before every event could be accounted for.');
  }
  const failed =
    ledger.failed > 0 && `The brokers did not acknowledge ${counted(ledger.failed, 'further event')}.`;
  const acked = counted(ledger.acked, 'acknowledged event');
  if (ledger.reconciled) {
    return statement(
      'Nothing was lost.',
      `All ${acked} are in the committed files, each exactly once.`,
      failed,
    );
  }
  const faults = [
    ledger.lost > 0 && `${count(ledger.lost)} are not in the committed files`,
    ledger.duplicates > 0 && `${counted(ledger.duplicates, 'row is', 'rows are')} duplicates`,
    ledger.unexpected > 0 &&
      `${counted(ledger.unexpected, 'row belongs', 'rows belong')} to no acknowledged event`,
  ].filter((fault) => fault !== false);
  return statement(
    bad('The ledger is not reconciled:'),
    `of ${acked}, ${faults.length > 0 ? list(faults) : 'some are unaccounted for'}.`,
    failed,
  );
}

function latency({ stream, producer }: OrdersSections): Html {
  if (stream === undefined) {
    return statement(
      'Latency was not measured:',
      'the run ended before the streaming query had done its work.',
    );
  }
  const { p50, p95, p99, count: events } = stream.commit_ms;
  return statement(
    'An event can be read from a committed file',
    `${duration(p50)} after it was sent at the median, within ${duration(p95)} in 95% of cases and within ${duration(p99)} in 99% (${counted(events, 'event')} after the ramp-up).`,
    producer && `The brokers acknowledge it after ${duration(producer.ack_ms.p50)} at the median.`,
  );
}

function falseAlarmsOf(falseAlarms: number): string {
  if (falseAlarms === 0) return 'no valid order was classified as invalid';
  return `${counted(falseAlarms, 'valid order was', 'valid orders were')} classified as invalid`;
}

function errorsFound({ results }: OrdersInput): Html {
  const { injected, detected, incomplete, falseAlarms } = detection(results.analysis.quality);
  if (injected === 0)
    return statement('Detection could not be judged:', 'no event with an injected error was written.');
  if (incomplete.length === 0) {
    return statement(
      'Every injected error was found',
      `for every reason that its fault must raise: ${count(detected)} of ${count(injected)}; ${falseAlarmsOf(falseAlarms)}.`,
    );
  }
  return statement(
    bad(`${counted(injected - detected, 'injected error was', 'injected errors were')} missed`),
    `or not found for every reason: ${count(detected)} of ${count(injected)} (${shareOf(detected, injected)}) were found as they must be; ${falseAlarmsOf(falseAlarms)}.`,
  );
}

function business({ results }: OrdersInput): Html {
  const { totals, pareto, weekday_hour: cells } = results.analysis;
  if (totals.orders === 0) {
    return statement('There are no business figures:', 'no valid order reached the analysis.');
  }
  const vital = vitalItems(pareto);
  const busy = busyHours(cells);
  const span = shopHours(busy.from, busy.to, totals.first_purchase_date, totals.last_purchase_date);
  return statement(
    `${counted(totals.orders, 'valid order')} brought ${price(totals.revenue)}.`,
    `${vital.length} of ${pareto.length} items make ${share(vital.at(-1)?.cumulative_share ?? 0)} of it, and ${share(busy.share)} falls in the hours from ${span}.`,
  );
}

export function summary(input: OrdersInput): readonly Html[] {
  const sections = sectionsOf(input.record);
  return [reliability(sections), latency(sections), errorsFound(input), business(input)];
}
