import { describe, expect, it } from 'vitest';
import { truthScore } from '../../../../src/pipelines/orders/analysis/truth.js';
import type { Reason } from '../../../../src/pipelines/orders/data/rules.js';
import { EXPECTED_REASONS, seededRun } from './seeded-run.js';

const row = (sequence: number, mode: string | undefined, ...reasons: Reason[]) => ({
  producer: mode === undefined ? ('valid' as const) : ('invalid' as const),
  event_seq: sequence,
  ...(mode !== undefined && { injected_mode: mode }),
  ...(reasons.length > 0 && { reasons }),
});

describe('truthScore', () => {
  it('recognises every seeded event', () => {
    const truth = truthScore(EXPECTED_REASONS);
    const { valid, invalid } = seededRun(500, 500);
    for (const committed of [...valid, ...invalid]) truth.add(committed);
    const { modes, misread, misread_rows: misreadRows } = truth.score();
    expect([misread, misreadRows]).toEqual([[], 0]);
    expect(modes).toHaveLength(10);
    for (const { precision, recall } of modes) expect([precision?.value, recall?.value]).toEqual([1, 1]);
    expect(modes.reduce((sum, { injected }) => sum + injected, 0)).toBe(1000);
  });

  it('tells missed, false and mistaken events apart and names them', () => {
    const truth = truthScore(EXPECTED_REASONS);
    truth.add(row(1, undefined));
    truth.add(row(2, undefined, 'wrong_type'));
    truth.add(row(3, 'wrong_type', 'wrong_type'));
    truth.add(row(4, 'wrong_type'));
    truth.add(row(5, 'missing_both', 'missing_quantity'));
    truth.add(row(6, 'missing_both', 'unknown_item', 'wrong_type'));
    const { confusion, modes, misread, misread_rows: misreadRows } = truth.score();
    expect(misreadRows).toBe(4);
    expect(misread.map(({ sequence, injected, taken_for: taken }) => [sequence, injected, taken])).toEqual([
      [2, 'none', 'wrong_type'],
      [4, 'wrong_type', 'none'],
      [5, 'missing_both', 'missing_quantity'],
      [6, 'missing_both', 'other'],
    ]);
    const cells = confusion.find(({ injected }) => injected === 'missing_both')?.taken_for ?? [];
    expect(cells.filter(({ rows }) => rows > 0)).toEqual([
      { mode: 'missing_quantity', rows: 1 },
      { mode: 'other', rows: 1 },
    ]);
    const wrongType = modes.find(({ mode }) => mode === 'wrong_type');
    expect(wrongType).toMatchObject({
      injected: 2,
      taken: 2,
      precision: { value: 0.5 },
      recall: { value: 0.5 },
    });
    expect(modes.find(({ mode }) => mode === 'unknown_item')).toMatchObject({
      precision: null,
      recall: null,
    });
  });

  it('lists the first hundred, and counts them all', () => {
    const truth = truthScore(EXPECTED_REASONS);
    for (let sequence = 0; sequence < 150; sequence += 1) truth.add(row(sequence, 'wrong_type'));
    expect(truth.score()).toMatchObject({ misread_rows: 150, misread: { length: 100 } });
  });
});
