import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SparkSession } from '../../../src/spark/index.js';
import type { StreamingQueryListener } from '../../../src/spark/index.js';
import { Failure, complete, startFakeSpark, unavailable } from '../support/fake-spark.js';
import type { ResponseStep, Step } from '../support/fake-spark.js';

const eventsStep = (
  responseId: string,
  value: { events?: { eventType: number; eventJson: string }[]; listenerBusListenerAdded?: boolean },
): ResponseStep => ({ responseId, responseType: { case: 'streamingQueryListenerEventsResult', value } });

const added = eventsStep('added', { listenerBusListenerAdded: true });
const progress = (batchId: number) => ({
  eventType: 1,
  eventJson: JSON.stringify({ progress: { id: 'q', batchId, sources: [{ numInputRows: 3 }] } }),
});
const idle = { eventType: 3, eventJson: '{"id":"q","runId":"r","timestamp":"2024-01-01T00:00:00.000Z"}' };
const terminated = {
  eventType: 2,
  eventJson: '{"id":"q","runId":"r","exception":null,"errorClassOnException":null}',
};

let warnings: string[];
beforeEach(() => {
  warnings = [];
  vi.spyOn(process, 'emitWarning').mockImplementation((warning) => void warnings.push(String(warning)));
});
afterEach(() => vi.restoreAllMocks());

async function startSession(...streams: Step[][]) {
  const fake = await startFakeSpark(streams);
  const spark = new SparkSession(fake.client());
  return {
    fake,
    spark,
    async [Symbol.asyncDispose]() {
      await spark.stop();
      await fake[Symbol.asyncDispose]();
    },
  };
}

/** Keeps what it is told as text. */
function recorder(told: string[]): StreamingQueryListener {
  return {
    onQueryStarted: ({ id }) => void told.push(`started ${id}`),
    onQueryProgress: ({ progress }) =>
      void told.push(`progress ${progress.batchId} ${progress.numInputRows}`),
    onQueryIdle: ({ timestamp }) => void told.push(`idle ${timestamp}`),
    onQueryTerminated: ({ id, exception }) => void told.push(`terminated ${id} ${exception}`),
  };
}

test('listeners are told of each event once, over a stream that breaks and one that ends', async () => {
  await using server = await startSession(
    [added, eventsStep('1', { events: [progress(0), progress(1)] }), unavailable],
    [eventsStep('2', { events: [progress(2)] })],
    [eventsStep('3', { events: [idle, terminated] }), 'hang'],
  );
  const told: string[] = [];
  await server.spark.streams.addListener(recorder(told));
  const expected = ['progress 0 3', 'progress 1 3', 'progress 2 3', 'idle 2024-01-01T00:00:00.000Z'];
  await vi.waitFor(() => expect(told).toEqual([...expected, 'terminated q null']));
  const after = server.fake.callsOf('reattachExecute').map(({ request }) => request.lastResponseId);
  expect(after).toEqual(['1', '2']);
  expect(warnings).toEqual([]);
});

test('two listeners share one stream, and one that throws hurts nobody', async () => {
  await using server = await startSession([
    added,
    eventsStep('1', { events: [progress(0), progress(1)] }),
    'hang',
  ]);
  const told: string[] = [];
  const { streams } = server.spark;
  await Promise.all([
    streams.addListener({
      onQueryProgress: ({ progress }) => {
        if (progress.batchId === 0) throw new Error('sync');
        return Promise.reject(new Error('async'));
      },
    }),
    streams.addListener(recorder(told)),
  ]);
  await vi.waitFor(() => expect(told).toEqual(['progress 0 3', 'progress 1 3']));
  await vi.waitFor(() => expect(warnings).toHaveLength(2));
  expect(warnings.join()).toMatch(/listener failed \(sync\).*listener failed \(async\)/);
  expect(server.fake.callsOf('executePlan')).toHaveLength(1);
});

test('a start is told from its answer', async () => {
  const started: ResponseStep = {
    responseId: 's',
    responseType: {
      case: 'writeStreamOperationStartResult',
      value: {
        queryId: { id: 'q', runId: 'r' },
        queryStartedEventJson: '{"id":"q","runId":"r","name":null,"timestamp":"2024-01-01T00:00:00.000Z"}',
      },
    },
  };
  await using server = await startSession([added, 'hang'], [started, complete]);
  const told: string[] = [];
  await server.spark.streams.addListener(recorder(told));
  await server.spark.readStream.format('rate').load().writeStream.format('noop').start();
  expect(told).toEqual(['started q']);
});

test.each<[string, Step[]]>([
  ['fails for good', [new Failure(13, 'OPERATION_CANCELED')]],
  ['is ended by the server', [complete]],
])('listeners are dropped with a warning when the stream %s; adding opens a new one', async (_, end) => {
  await using server = await startSession(
    [added, ...end],
    [complete],
    [added, eventsStep('2', { events: [idle] }), 'hang'],
  );
  const [before, after]: [string[], string[]] = [[], []];
  await server.spark.streams.addListener(recorder(before));
  await vi.waitFor(() => expect(warnings.join()).toContain('add them again'));
  await server.spark.streams.addListener(recorder(after));
  await vi.waitFor(() => expect(after).toEqual(['idle 2024-01-01T00:00:00.000Z']));
  expect(before).toEqual([]);
  const commands = server.fake.callsOf('executePlan').map(({ request }) => request.plan?.opType.value);
  expect(commands).toMatchObject(
    ['addListenerBusListener', 'removeListenerBusListener', 'addListenerBusListener'].map((name) => ({
      commandType: { value: { command: { case: name } } },
    })),
  );
});

test('stopping the session ends it all without a warning', async () => {
  await using server = await startSession([added, 'hang']);
  const listener = recorder([]);
  await server.spark.streams.addListener(listener);
  await server.spark.stop();
  await server.spark.streams.removeListener(listener);
  expect(warnings).toEqual([]);
});

test('a bus that cannot be opened is an error of the caller', async () => {
  await using server = await startSession([new Failure(13, 'no')]);
  await expect(server.spark.streams.addListener(recorder([]))).rejects.toThrow('no');
  expect(warnings).toEqual([]);
});
