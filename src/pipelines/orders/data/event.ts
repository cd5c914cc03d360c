/**
 * What travels beside the payload, in Kafka headers: the identity of an event and the timestamps from which
 * latency is worked out. The payload never says whether it was corrupted; the header does, so that detection
 * can be scored against the truth.
 */
export const PRODUCERS = ['valid', 'invalid'] as const;
export type ProducerName = (typeof PRODUCERS)[number];

export const HEADER = {
  runId: 'run_id',
  producer: 'producer',
  sequence: 'seq',
  intendedUs: 'intended_us',
  sentUs: 'sent_us',
  mode: 'mode',
} as const;

/** Identity and timestamps of one event. Timestamps are microseconds since the epoch. */
export interface EventTimestamps {
  readonly runId: string;
  readonly producer: ProducerName;
  /** Counts from 0 within a run and producer. */
  readonly sequence: number;
  /** The slot that the open-loop schedule gave the event. */
  readonly intendedUs: number;
  /** When the event was handed to the Kafka client. */
  readonly sentUs: number;
  /** The injected error mode; absent for a valid order. */
  readonly mode?: string;
}

export function toHeaders(timestamps: EventTimestamps): Record<string, string> {
  return {
    [HEADER.runId]: timestamps.runId,
    [HEADER.producer]: timestamps.producer,
    [HEADER.sequence]: String(timestamps.sequence),
    [HEADER.intendedUs]: String(timestamps.intendedUs),
    [HEADER.sentUs]: String(timestamps.sentUs),
    ...(timestamps.mode === undefined ? {} : { [HEADER.mode]: timestamps.mode }),
  };
}

const isProducer = (value: string | undefined): value is ProducerName =>
  PRODUCERS.some((name) => name === value);

/** Reads the headers back; undefined when one is absent or not what it should be (an event that is not ours). */
export function fromHeaders(
  headers: Readonly<Record<string, string | undefined>>,
): EventTimestamps | undefined {
  const { run_id: runId, producer, mode } = headers;
  const [sequence, intendedUs, sentUs] = [HEADER.sequence, HEADER.intendedUs, HEADER.sentUs].map((name) =>
    wholeNumber(headers[name]),
  ) as [number, number, number];
  if (runId === undefined || !isProducer(producer)) return undefined;
  if (![sequence, intendedUs, sentUs].every((value) => Number.isSafeInteger(value))) return undefined;
  return { runId, producer, sequence, intendedUs, sentUs, ...(mode === undefined ? {} : { mode }) };
}

/** Digits alone: `Number` would read an empty header as 0. */
function wholeNumber(text: string | undefined): number {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : NaN;
}
