import { mergedHistogram } from '../stats/percentiles.js';
import type { Measurements, TimelineSecond } from './measurements.js';
import { toHundredths } from '../core/units.js';

/** One producer's counts, as `run.json` has them. */
export function producerCounts(figures: Measurements) {
  return {
    sent_ok: figures.sentOk,
    sent_error: figures.sentError,
    throughput_eps: toHundredths(figures.throughputEps),
    ack_ms: figures.ackLatency.percentilesMs(),
  };
}

/** The producers' part of `run.json`: each by its name, and all together. They have sent over the same time. */
export function producerSection<P extends string>(producers: Readonly<Record<P, Measurements>>) {
  const all = Object.values<Measurements>(producers);
  const total = (of: (figures: Measurements) => number) => all.reduce((sum, each) => sum + of(each), 0);
  const byProducer = Object.entries<Measurements>(producers).map(([name, figures]) => [
    name,
    producerCounts(figures),
  ]);
  return {
    sent_ok: total(({ sentOk }) => sentOk),
    sent_error: total(({ sentError }) => sentError),
    throughput_eps: toHundredths(total(({ throughputEps }) => throughputEps)),
    ack_ms: mergedHistogram(all.map(({ ackLatency }) => ackLatency)).percentilesMs(),
    by_producer: Object.fromEntries(byProducer) as Record<P, ReturnType<typeof producerCounts>>,
    late_ms: mergedHistogram(all.map(({ lateness }) => lateness)).percentilesMs(),
    timeline: mergedTimeline(all.map((figures) => figures.timeline())),
  };
}

function mergedTimeline(timelines: readonly (readonly TimelineSecond[])[]): TimelineSecond[] {
  const seconds = Math.max(0, ...timelines.map((timeline) => timeline.length));
  return Array.from({ length: seconds }, (_, second) => {
    const total = (what: 'sent' | 'acked') =>
      timelines.reduce((sum, timeline) => sum + (timeline[second]?.[what] ?? 0), 0);
    return { second, sent: total('sent'), acked: total('acked') };
  });
}
