import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { FAULT_TYPES } from '../../../../src/pipelines/orders/data/fault-types.js';
import { PRODUCERS } from '../../../../src/pipelines/orders/data/event.js';
import { decodeOrderId } from '../../../../src/pipelines/orders/data/order-id.js';
import { brokenRules } from '../../../../src/pipelines/orders/data/rules.js';
import { type EventSpec, eventGenerator } from '../../../../src/pipelines/orders/data/events.js';

const SPEC: EventSpec = { seed: 42, referenceDate: '2026-01-31', faultTypes: FAULT_TYPES };
const EVENT_TIME_MS = 1_769_860_800_000;

/** Over the first 10,000 events of both producers: key, mode and payload. */
function goldenHash(spec: EventSpec): string {
  const eventAt = eventGenerator(spec);
  const hash = createHash('sha256');
  for (const producer of PRODUCERS) {
    for (let sequence = 0; sequence < 10_000; sequence += 1) {
      const { key, payload, faultType } = eventAt(producer, sequence, EVENT_TIME_MS);
      hash.update(`${key} ${faultType ?? ''} ${payload}\n`);
    }
  }
  return hash.digest('hex');
}

describe('eventGenerator', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    process.env['TZ'] = zone;
  });

  it('makes the same events on any machine and day', () => {
    // A change here means that no earlier run can be reproduced: do it on purpose, and say so in the changelog.
    expect(goldenHash(SPEC)).toBe('1f9bd196e81e2780cff6b2786e5dd94d1f43d06fe44316acbdf09fabf85c0ed2');
  });

  it('does not look at the time zone', () => {
    const offset = () => new Date(EVENT_TIME_MS).getTimezoneOffset();
    const before = { hash: goldenHash(SPEC), offset: offset() };
    process.env['TZ'] = 'Pacific/Kiritimati';
    expect(offset()).not.toBe(before.offset);
    expect(goldenHash(SPEC)).toBe(before.hash);
  });

  it('makes other events for another seed', () => {
    expect(goldenHash({ ...SPEC, seed: 43 })).not.toBe(goldenHash(SPEC));
  });

  it('has the order_id as key, also when the payload has lost it', () => {
    const eventAt = eventGenerator({ ...SPEC, faultTypes: ['malformed_json'] });
    for (let sequence = 0; sequence < 100; sequence += 1) {
      expect(decodeOrderId(eventAt('invalid', sequence, EVENT_TIME_MS).key)).toEqual({
        seed: 42,
        producer: 'invalid',
        sequence,
      });
    }
  });

  it('injects nothing into valid orders, and something into all others', () => {
    const eventAt = eventGenerator(SPEC);
    for (let sequence = 0; sequence < 1000; sequence += 1) {
      const valid = eventAt('valid', sequence, EVENT_TIME_MS);
      expect(valid).not.toHaveProperty('faultType');
      expect(brokenRules(valid.payload)).toEqual([]);
      const invalid = eventAt('invalid', sequence, EVENT_TIME_MS);
      expect(FAULT_TYPES).toContain(invalid.faultType);
      expect(brokenRules(invalid.payload)).not.toEqual([]);
    }
  });

  it('draws the modes of the experiment with equal chances', () => {
    const faultTypes = ['wrong_type', 'unknown_item', 'missing_both'] as const;
    const eventAt = eventGenerator({ ...SPEC, faultTypes });
    const modes = Array.from(
      { length: 3000 },
      (_, sequence) => eventAt('invalid', sequence, EVENT_TIME_MS).faultType,
    );
    for (const mode of faultTypes) {
      // 1000 are expected; the standard deviation is 26.
      expect(Math.abs(modes.filter((drawn) => drawn === mode).length - 1000)).toBeLessThan(5 * 26);
    }
  });

  it('makes the orders of a mode the same, whichever other modes there are', () => {
    const keys = (faultTypes: EventSpec['faultTypes']) =>
      eventGenerator({ ...SPEC, faultTypes })('invalid', 9, 0).key;
    expect(keys(['wrong_type'])).toBe(keys(FAULT_TYPES));
  });
});
