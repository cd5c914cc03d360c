/** Spark's functions under Spark's names: `import { functions as F } from ...`, then `F.sum('amount')`. */
export * from './aggregates.js';
export * from './basics.js';
export * from './collections.js';
export * from './conditions.js';
export * from './dates.js';
export * from './json.js';
export * from './lambdas.js';
export * from './math.js';
export * from './ranking.js';
export * from './text.js';
