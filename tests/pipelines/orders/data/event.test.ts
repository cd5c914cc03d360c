import { describe, expect, it } from 'vitest';
import { type EventTimestamps, fromHeaders, toHeaders } from '../../../../src/pipelines/orders/data/event.js';

const timestamps: EventTimestamps = {
  runId: 'quick-20260131-120000',
  producer: 'invalid',
  sequence: 12,
  intendedUs: 1_769_860_800_000_000,
  sentUs: 1_769_860_800_000_250,
  mode: 'wrong_type',
};

describe('event headers', () => {
  it('come back as they went', () => {
    expect(fromHeaders(toHeaders(timestamps))).toEqual(timestamps);
  });

  it('have no mode for a valid order', () => {
    const valid = { runId: 'run', producer: 'valid', sequence: 0, intendedUs: 1, sentUs: 2 } as const;
    expect(toHeaders(valid)).not.toHaveProperty('mode');
    expect(fromHeaders(toHeaders(valid))).toEqual(valid);
  });

  it.each([
    ['run_id', undefined],
    ['producer', undefined],
    ['producer', 'somebody'],
    ['seq', undefined],
    ['seq', ''],
    ['seq', '-1'],
    ['seq', '1.5'],
    ['intended_us', 'soon'],
    ['sent_us', '99999999999999999999'],
  ])('are not ours when %s is %s', (name, value) => {
    expect(fromHeaders({ ...toHeaders(timestamps), [name]: value })).toBeUndefined();
  });
});
