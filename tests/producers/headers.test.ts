import { describe, expect, it } from 'vitest';
import { type EventHeaders, fromHeaders, toHeaders } from '../../src/producers/headers.js';

const event: EventHeaders = {
  runId: 'quick-20260131-120000',
  producer: 'second',
  sequence: 12,
  intendedUs: 1_769_860_800_000_000,
  sentUs: 1_769_860_800_000_250,
  faultType: 'wrong_type',
};

describe('event headers', () => {
  it('come back as they went', () => {
    expect(fromHeaders(toHeaders(event))).toEqual(event);
  });

  it('have no fault type for an event without one', () => {
    const sound: EventHeaders = { runId: 'run', producer: 'first', sequence: 0, intendedUs: 1, sentUs: 2 };
    expect(toHeaders(sound)).not.toHaveProperty('mode');
    expect(fromHeaders(toHeaders(sound))).toEqual(sound);
  });

  it.each([
    ['run_id', undefined],
    ['producer', undefined],
    ['seq', undefined],
    ['seq', ''],
    ['seq', '-1'],
    ['seq', '1.5'],
    ['intended_us', 'soon'],
    ['sent_us', '99999999999999999999'],
  ])('are not ours when %s is %s', (name, value) => {
    expect(fromHeaders({ ...toHeaders(event), [name]: value })).toBeUndefined();
  });
});
