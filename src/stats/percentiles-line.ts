import type { Percentiles } from './percentiles.js';

const ms = (value: number | null) => (value === null ? '–' : `${Math.round(value)} ms`);

/** `p50 12 ms  p95 40 ms  p99 61 ms  max 80 ms (6600)` */
export function percentilesLine({ p50, p95, p99, max, count }: Percentiles): string {
  return `p50 ${ms(p50)}  p95 ${ms(p95)}  p99 ${ms(p99)}  max ${ms(max)}  (${count} events)`;
}
