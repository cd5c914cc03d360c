import { z } from 'zod';
import type { Metric } from '../../../src/runs/metrics.js';
import type { RunRecord } from '../../../src/runs/record.js';

export const sections = z.strictObject({ largest: z.int().optional() });

/** The sections of a run, which were checked when its record was read. */
const sectionsOf = (record: Pick<RunRecord, 'sections'>): z.output<typeof sections> => record.sections;

export const largest: Metric<Pick<RunRecord, 'sections'>> = {
  id: 'largest',
  label: 'Largest square',
  digits: 0,
  of: (record) => sectionsOf(record).largest ?? null,
};
