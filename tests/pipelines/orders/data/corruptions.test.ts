import { describe, expect, it } from 'vitest';
import { FAULT_TYPES, type FaultType } from '../../../../src/pipelines/orders/data/fault-types.js';
import { brokenRules } from '../../../../src/pipelines/orders/data/rules.js';
import { CORRUPTIONS } from '../../../../src/pipelines/orders/data/corruptions.js';
import { orderGenerator } from '../../../../src/pipelines/orders/data/orders.js';
import { seededFaker } from '../../../../src/producers/seeded-faker.js';

const SEQUENCES = 3000;

/** Payloads of one fault type, as the invalid producer makes them. */
function payloadsOf(faultType: FaultType): string[] {
  const source = seededFaker();
  const orderAt = orderGenerator({ seed: 42, referenceDate: '2026-01-31' }, source);
  return Array.from({ length: SEQUENCES }, (_, sequence) =>
    CORRUPTIONS[faultType].corrupt(orderAt('invalid', sequence, 1_769_860_800_000), source.faker),
  );
}

/** The payload with every order's own values taken out, so that kinds of damage can be counted. */
function kindsOfDamage(payloads: readonly string[]): Set<string> {
  return new Set(payloads.map((payload) => payload.replace(/\d+/g, '0').slice(-40)));
}

describe('CORRUPTIONS', () => {
  it('has all fault types, and no other', () => {
    expect(Object.keys(CORRUPTIONS)).toEqual([...FAULT_TYPES]);
  });

  describe.each([...FAULT_TYPES])('%s', (faultType) => {
    const payloads = payloadsOf(faultType);

    it('always breaks exactly the rules that it says', () => {
      for (const payload of payloads) {
        expect({ payload, reasons: [...brokenRules(payload)].sort() }).toEqual({
          payload,
          reasons: [...CORRUPTIONS[faultType].reasons].sort(),
        });
      }
    });

    it('is varied', () => {
      expect(kindsOfDamage(payloads).size).toBeGreaterThan(1);
      expect(new Set(payloads).size).toBeGreaterThan(SEQUENCES * 0.6);
    });
  });

  it('cuts, damages and replaces JSON when it is malformed', () => {
    const payloads = payloadsOf('malformed_json');
    for (const start of ['{"order_id":"', '{"order_id:"', 'ERROR ', '<html>']) {
      expect(payloads.some((payload) => payload.startsWith(start))).toBe(true);
    }
    expect(payloads).toContain('');
  });

  it('leaves a missing field out, or makes it null', () => {
    const quantities = payloadsOf('missing_quantity').map(
      (payload) => (JSON.parse(payload) as { quantity?: unknown }).quantity,
    );
    expect(new Set(quantities)).toEqual(new Set([undefined, null]));
  });
});
