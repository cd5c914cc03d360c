import { expect, it } from 'vitest';
import { toHeaders } from '../../src/producers/headers.js';
import { trackerCounts } from '../../src/streaming/tracker-counts.js';
import { trackerSection } from '../../src/streaming/tracker-section.js';

const START_US = 1_769_860_800_000_000;

it('what a tracker measured has rates to two decimal places, and percentiles in milliseconds', () => {
  const counts = trackerCounts({ measureFromUs: () => 0 });
  ['{}', 'torn {', '{}'].forEach((value, sequence) => {
    const sentUs = START_US + sequence * 3_500_000;
    const headers = toHeaders({ runId: 'run', producer: 'p', sequence, intendedUs: sentUs, sentUs });
    const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)] as const);
    counts.record({ value: Buffer.from(value), headers: Object.fromEntries(bytes) }, sentUs + 20_000);
  });
  counts.recordCommit();
  const section = trackerSection(counts);
  // Three messages within seven seconds.
  expect(section).toMatchObject({ processed: 3, errors: 1, commits: 1, throughput_eps: 0.43 });
  expect(section.end_to_end_ms).toMatchObject({ count: 3 });
  expect(section.end_to_end_ms.p50).toBeCloseTo(20, 0);
});
