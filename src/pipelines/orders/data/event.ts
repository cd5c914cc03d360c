/** The two producers: one sends valid orders, the other corrupts each of its own. */
export const PRODUCERS = ['valid', 'invalid'] as const;
export type ProducerName = (typeof PRODUCERS)[number];
