import type { KafkaMessage } from 'kafkajs';
import { type LatencyBlocks, latencyBlocks } from '../stats/latency-blocks.js';
import type { LatencyHistogram } from '../stats/percentiles.js';
import { fromHeaders } from '../producers/headers.js';

/** What the tracker has seen so far. */
export interface TrackerFigures {
  /** Messages read, those of other runs left out when one run is asked for. */
  readonly processed: number;
  /** Of these, messages that are not JSON objects. */
  readonly errors: number;
  /** Manual offset commits. */
  readonly commits: number;
  /** Messages processed per second, from the first that came to the last. */
  readonly throughputEps: number;
  /** From sending an event until the tracker has it, of events intended after the warm-up. */
  readonly endToEnd: LatencyHistogram;
  /** The same, by stretches of time. */
  readonly endToEndBlocks: LatencyBlocks;
}

export interface TrackerCounts extends TrackerFigures {
  record(message: Pick<KafkaMessage, 'value' | 'headers'>, receivedUs: number): void;
  readonly recordCommit: () => void;
}

export interface CountOptions {
  /** Counts the messages of this run only. */
  readonly runId?: string | undefined;
  /** Events intended before this are left out of latencies. Read for every message, since a run may set it late. */
  readonly measureFromUs: () => number;
}

type Headers = NonNullable<KafkaMessage['headers']>;

function headerText(headers: Headers): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? undefined : value?.toString(),
    ]),
  );
}

function isJsonObject(value: Buffer | null): boolean {
  try {
    const parsed: unknown = JSON.parse(value?.toString() ?? '');
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}

export function trackerCounts({ runId, measureFromUs }: CountOptions): TrackerCounts {
  // Where nothing is left out, time counts from the first event that comes.
  let firstIntendedUs = 0;
  const endToEndBlocks = latencyBlocks(() => measureFromUs() || firstIntendedUs);
  let processed = 0;
  let errors = 0;
  let commits = 0;
  let firstUs = 0;
  let lastUs = 0;
  return {
    endToEndBlocks,
    get endToEnd() {
      return endToEndBlocks.total();
    },
    get processed() {
      return processed;
    },
    get errors() {
      return errors;
    },
    get commits() {
      return commits;
    },
    get throughputEps() {
      return lastUs > firstUs ? (processed * 1_000_000) / (lastUs - firstUs) : 0;
    },
    record({ value, headers }, receivedUs) {
      const timestamps = fromHeaders(headerText(headers ?? {}));
      if (runId !== undefined && timestamps?.runId !== runId) return;
      if (processed === 0) firstUs = receivedUs;
      lastUs = receivedUs;
      processed += 1;
      if (!isJsonObject(value)) errors += 1;
      if (timestamps === undefined || timestamps.intendedUs < measureFromUs()) return;
      firstIntendedUs ||= timestamps.intendedUs;
      endToEndBlocks.record(timestamps.intendedUs, receivedUs - timestamps.sentUs);
    },
    recordCommit: () => {
      commits += 1;
    },
  };
}
