import { expect, it } from 'vitest';
import { consequence } from '../../../../src/pipelines/orders/report/consequence.js';
import { sampleInput } from './sample.js';

const { record } = await sampleInput();

const withLedger = (changes: object) => {
  const { ledger } = record.sections as { ledger: object };
  return { ...record, sections: { ledger: { ...ledger, ...changes } } };
};

it('says what was lost, and what was never acknowledged', () => {
  expect(consequence(withLedger({ lost: 0, failed: 0 }))).toBe('nothing was lost');
  expect(consequence(withLedger({ lost: 1, failed: 12 }))).toBe(
    '1\u00a0acknowledged event lost, 12\u00a0events not acknowledged',
  );
  expect(consequence({ ...record, sections: {} })).toContain('did not get as far');
});
