import type { RunRecord } from '../runs/record.js';
import { bad, statement } from './blocks.js';
import { busyHours, detection, vitalItems } from './findings.js';
import { count, counted, duration, hour, list, price, share, shareOf } from './format.js';
import type { Html } from './html.js';
import type { ReportInput } from './input.js';

/** The run in four statements: reliability, latency, data quality, business. */

function reliability({ ledger }: RunRecord): Html {
  if (ledger === undefined) {
    return statement('Not counted:', 'the run ended before it was known whether every event had arrived.');
  }
  const failed =
    ledger.failed > 0 && `The brokers did not acknowledge ${counted(ledger.failed, 'further event')}.`;
  const acked = counted(ledger.acked, 'acknowledged event');
  if (ledger.balanced) {
    return statement('Nothing was lost.', `All ${acked} landed in the files, each exactly once.`, failed);
  }
  const faults = [
    ledger.lost > 0 && `${count(ledger.lost)} did not land`,
    ledger.duplicates > 0 && `${counted(ledger.duplicates, 'row')} landed twice`,
    ledger.unexpected > 0 && `${counted(ledger.unexpected, 'row')} landed unexpectedly`,
  ].filter((fault) => fault !== false);
  return statement(
    bad('The ledger does not balance:'),
    `of ${acked}, ${faults.length > 0 ? list(faults) : 'some are unaccounted for'}.`,
    failed,
  );
}

function latency({ stream, producer }: RunRecord): Html {
  if (stream === undefined) {
    return statement(
      'Latency was not measured:',
      'the run ended before the streaming query had done its work.',
    );
  }
  const { p50, p95, p99 } = stream.commit_ms;
  return statement(
    'From sending an event to the file it can be read from',
    `it takes ${duration(p50)} at the median; 95% of the events are there within ${duration(p95)} and 99% within ${duration(p99)}.`,
    producer && `The brokers' acknowledgement takes ${duration(producer.ack_ms.p50)} of it at the median.`,
  );
}

function falseAlarmsOf(falseAlarms: number): string {
  if (falseAlarms === 0) return 'no valid order was taken for invalid';
  return `${counted(falseAlarms, 'valid order')} ${falseAlarms === 1 ? 'was' : 'were'} taken for invalid`;
}

function errorsFound({ results }: ReportInput): Html {
  const { injected, detected, incomplete, falseAlarms } = detection(results.analysis.quality);
  if (injected === 0) return statement('Detection could not be judged:', 'no injected error landed.');
  if (incomplete.length === 0) {
    return statement(
      'Every injected error was found',
      `for the reason it was injected for: ${count(detected)} of ${count(injected)}; ${falseAlarmsOf(falseAlarms)}.`,
    );
  }
  return statement(
    bad(`${counted(injected - detected, 'injected error')} went unnoticed`),
    `or were found for another reason: ${shareOf(detected, injected)} of ${count(injected)} were found as they should be; ${falseAlarmsOf(falseAlarms)}.`,
  );
}

function business({ results }: ReportInput): Html {
  const { totals, pareto, weekday_hour: cells } = results.analysis;
  if (totals.orders === 0) {
    return statement('There are no business figures:', 'no valid order reached the analysis.');
  }
  const vital = vitalItems(pareto);
  const busy = busyHours(cells);
  return statement(
    `${counted(totals.orders, 'valid order')} brought ${price(totals.revenue)}.`,
    `${vital.length} of ${pareto.length} items make ${share(vital.at(-1)?.cumulative_share ?? 0)} of it, and half of it comes between ${hour(busy.from)} and ${hour(busy.to)}.`,
  );
}

export function summary(input: ReportInput): readonly Html[] {
  return [reliability(input.record), latency(input.record), errorsFound(input), business(input)];
}
