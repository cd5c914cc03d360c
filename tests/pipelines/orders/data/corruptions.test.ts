import { describe, expect, it } from 'vitest';
import { ERROR_MODES, type ErrorMode } from '../../../../src/pipelines/orders/config.js';
import { brokenRules } from '../../../../src/pipelines/orders/data/rules.js';
import { CORRUPTIONS } from '../../../../src/pipelines/orders/data/corruptions.js';
import { orderGenerator } from '../../../../src/pipelines/orders/data/orders.js';
import { seededFaker } from '../../../../src/producers/seeded-faker.js';

const SEQUENCES = 3000;

/** Payloads of one mode, as the invalid producer makes them. */
function payloadsOf(mode: ErrorMode): string[] {
  const source = seededFaker();
  const orderAt = orderGenerator({ seed: 42, referenceDate: '2026-01-31' }, source);
  return Array.from({ length: SEQUENCES }, (_, sequence) =>
    CORRUPTIONS[mode].corrupt(orderAt('invalid', sequence, 1_769_860_800_000), source.faker),
  );
}

/** The payload with every order's own values taken out, so that kinds of damage can be counted. */
function kindsOfDamage(payloads: readonly string[]): Set<string> {
  return new Set(payloads.map((payload) => payload.replace(/\d+/g, '0').slice(-40)));
}

describe('CORRUPTIONS', () => {
  it('has all error modes, and no other', () => {
    expect(Object.keys(CORRUPTIONS)).toEqual([...ERROR_MODES]);
  });

  describe.each([...ERROR_MODES])('%s', (mode) => {
    const payloads = payloadsOf(mode);

    it('always breaks exactly the rules that it says', () => {
      for (const payload of payloads) {
        expect({ payload, reasons: [...brokenRules(payload)].sort() }).toEqual({
          payload,
          reasons: [...CORRUPTIONS[mode].reasons].sort(),
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
