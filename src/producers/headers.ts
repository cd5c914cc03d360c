/**
 * What travels beside a message's payload, in Kafka headers: the identity of the event and the timestamps from which
 * latency is computed. The payload never says whether a fault was injected; the header does, so that detection can be
 * scored against the ground truth.
 */
export const HEADER = {
  runId: 'run_id',
  producer: 'producer',
  sequence: 'seq',
  intendedUs: 'intended_us',
  sentUs: 'sent_us',
  faultType: 'mode',
} as const;

/** Identity and timestamps of one event. Timestamps are microseconds since the epoch. */
export interface EventHeaders {
  readonly runId: string;
  readonly producer: string;
  /** Counts from 0 within a run and producer. */
  readonly sequence: number;
  /** The send time that the open-loop schedule gave the event. */
  readonly intendedUs: number;
  /** When the event was handed to the Kafka client. */
  readonly sentUs: number;
  /** The injected fault; absent for an event without one. */
  readonly faultType?: string;
}

export function toHeaders(event: EventHeaders): Record<string, string> {
  return {
    [HEADER.runId]: event.runId,
    [HEADER.producer]: event.producer,
    [HEADER.sequence]: String(event.sequence),
    [HEADER.intendedUs]: String(event.intendedUs),
    [HEADER.sentUs]: String(event.sentUs),
    ...(event.faultType === undefined ? {} : { [HEADER.faultType]: event.faultType }),
  };
}

/** Reads the headers back; undefined when one is absent or not what it should be (an event that is not ours). */
export function fromHeaders(headers: Readonly<Record<string, string | undefined>>): EventHeaders | undefined {
  const runId = headers[HEADER.runId];
  const producer = headers[HEADER.producer];
  const faultType = headers[HEADER.faultType];
  const sequence = wholeNumber(headers[HEADER.sequence]);
  const intendedUs = wholeNumber(headers[HEADER.intendedUs]);
  const sentUs = wholeNumber(headers[HEADER.sentUs]);
  if (runId === undefined || producer === undefined) return undefined;
  if (sequence === undefined || intendedUs === undefined || sentUs === undefined) return undefined;
  return { runId, producer, sequence, intendedUs, sentUs, ...(faultType === undefined ? {} : { faultType }) };
}

/** Digits alone: `Number` would read an empty header as 0. */
function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d+$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : undefined;
}
