/**
 * A ledger of many events: memory and time to enter them all and to close. Argument: millions of events (100). Every
 * event is acknowledged and committed; one in a million is lost, so that the missing ones must be found and named.
 */
import { openLedger } from '../src/stats/ledger.js';
import { sequenceSet } from '../src/stats/sequence-set.js';

const [millions = 100] = process.argv.slice(2).map(Number);
const events = millions * 1_000_000;
const PARTITIONS = 6;
const mb = (bytes: number) => Math.round(bytes / 2 ** 20);

const beforeMb = mb(process.memoryUsage().rss);
let peakMb = beforeMb;
const sample = () => {
  peakMb = Math.max(peakMb, mb(process.memoryUsage().rss));
};
const startMs = performance.now();

const acked = sequenceSet();
for (let sequence = 0; sequence < events; sequence += 1) {
  acked.add(sequence);
  if (sequence % 1_000_000 === 0) sample();
}
const ledger = openLedger({
  runId: 'bench',
  producers: { valid: { generated: events, acked, sentError: 0 } },
  outcomes: ['valid'],
});
const event = { run_id: 'bench', producer: 'valid', event_seq: 0, kafka_partition: 0, kafka_offset: 0 };
for (let sequence = 0; sequence < events; sequence += 1) {
  if (sequence % 1_000_000 === 1) {
    sample();
    continue;
  }
  event.event_seq = sequence;
  event.kafka_partition = sequence % PARTITIONS;
  event.kafka_offset = Math.floor(sequence / PARTITIONS);
  ledger.enter(event, 'valid');
}
const bookedMs = performance.now();
const totals = ledger.close();
sample();

console.log(`${millions} million events, ${PARTITIONS} partitions`);
console.log(`lost ${totals.lost}, ranges named ${totals.missing.length}, reordered ${totals.reordered}`);
console.log(`memory   ${peakMb - beforeMb} MB above the ${beforeMb} MB at the start`);
console.log(
  `booking  ${(events / ((bookedMs - startMs) / 1000) / 1e6).toFixed(1)} million events/s, closing ${((performance.now() - bookedMs) / 1000).toFixed(1)} s`,
);
