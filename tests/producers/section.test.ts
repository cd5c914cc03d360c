import { describe, expect, it } from 'vitest';
import { recorder } from '../../src/producers/measurements.js';
import { producerSection } from '../../src/producers/section.js';
import { producerSchema } from '../../src/runs/stream-sections.js';

const START_US = 1_000_000_000;

/** A producer that sent an event every 100 ms, each acknowledged after `ackMs`; the last one failed. */
function producerOf(events: number, ackMs: number) {
  const figures = recorder({ startUs: START_US, measureFromUs: START_US });
  for (let sequence = 0; sequence < events; sequence += 1) {
    const sentUs = START_US + sequence * 100_000;
    const event = { sequence, intendedUs: sentUs, sentUs };
    figures.recordSent(event);
    if (sequence === events - 1) figures.recordFailed([event]);
    else figures.recordAcked([event], sentUs + ackMs * 1000);
  }
  return figures;
}

describe('producerSection', () => {
  const section = producerSection({ valid: producerOf(21, 5), invalid: producerOf(11, 50) });

  it('is what run.json wants', () => {
    expect(producerSchema.parse(section)).toEqual(section);
  });

  it('adds the producers up', () => {
    expect(section).toMatchObject({ sent_ok: 30, sent_error: 2 });
    expect(section.by_producer).toMatchObject({
      valid: { sent_ok: 20, sent_error: 1, ack_ms: { count: 20 } },
      invalid: { sent_ok: 10, sent_error: 1, ack_ms: { count: 10 } },
    });
    expect(section.throughput_eps).toBeCloseTo(
      section.by_producer.valid.throughput_eps + section.by_producer.invalid.throughput_eps,
      1,
    );
    expect(section.timeline).toEqual([
      { second: 0, sent: 20, acked: 20 },
      { second: 1, sent: 11, acked: 10 },
      { second: 2, sent: 1, acked: 0 },
    ]);
  });

  it('has as many producers as there are, under their names', () => {
    const { by_producer: byProducer, ...all } = producerSection({ north: producerOf(11, 5) });
    expect(Object.keys(byProducer)).toEqual(['north']);
    expect(all).toMatchObject({ sent_ok: 10, throughput_eps: byProducer.north.throughput_eps });
    expect(producerSection({})).toMatchObject({ sent_ok: 0, throughput_eps: 0, timeline: [] });
  });

  it('takes percentiles over the events of all', () => {
    expect(section.ack_ms.count).toBe(30);
    expect(section.ack_ms.p50).toBeCloseTo(5, 1);
    expect(section.ack_ms.p99).toBeCloseTo(50, 0);
    expect(section.late_ms.count).toBe(32);
  });
});
