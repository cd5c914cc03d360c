import { sectionsOf } from '../record.js';
import type { Experiment } from '../config.js';
import type { ReportDesign } from '../../../report/design.js';
import type { Results } from '../analysis/results.js';
import { BIBLIOGRAPHY } from './bibliography.js';
import { consequence } from './consequence.js';
import { business } from './business.js';
import { conclusions } from './conclusions.js';
import { data } from './data.js';
import { introduction } from './introduction.js';
import { keyFigures } from './key-figures.js';
import { ledgerSoFar } from './ledger-so-far.js';
import { limits } from './limits.js';
import { methods } from './methods.js';
import { ORDERS_PHASES } from './phases.js';
import { quality } from './quality.js';
import { ORDERS_SWEEP } from './sweep.js';
import { technical } from './technical.js';

/** What the reports of this pipeline say. */
export const ORDERS_REPORT: ReportDesign<Experiment, Results> = {
  keywords: ['Apache Kafka', 'Apache Spark Structured Streaming', 'latency', 'data quality'],
  phases: ORDERS_PHASES,
  keyFigures,
  consequence,
  caveats: (record) =>
    sectionsOf(record).ledger?.reconciled === false
      ? ['The ledger of events is not reconciled: see the section on data quality.']
      : [],
  sections: [introduction, data, methods, technical, quality, business, conclusions, limits],
  works: BIBLIOGRAPHY,
  soFar: ledgerSoFar,
  sweep: ORDERS_SWEEP,
};
