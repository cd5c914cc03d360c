import { create } from '@bufbuild/protobuf';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { expect, test } from 'vitest';
import { readBatches, readResult } from '../../../src/spark/connect/results.js';
import { SparkProtocolError } from '../../../src/spark/errors.js';
import { ExecutePlanResponseSchema } from '../../../src/spark/gen/spark/connect/base_pb.js';
import { arrowStep } from '../support/arrow-step.js';
import { drain, plain } from '../support/fake-spark.js';
import type { ResponseStep } from '../support/fake-spark.js';

// eslint-disable-next-line @typescript-eslint/require-await
async function* responses(...steps: readonly ResponseStep[]) {
  for (const step of steps) yield create(ExecutePlanResponseSchema, step);
}

const whole = tableToIPC(tableFromArrays({ id: BigInt64Array.of(1n, 2n, 3n) }), 'stream');
const cutOff: ResponseStep = {
  responseType: { case: 'arrowBatch', value: { data: whole.subarray(0, whole.length - 40), rowCount: 3n } },
};

test('batches come in order, each decoded on its own, between messages of other kinds', async () => {
  const batches = await drain(
    readBatches(
      responses(
        plain('schema'),
        arrowStep('r1', [1n, 2n], { startOffset: 0n }),
        { responseId: 'p', responseType: { case: 'executionProgress', value: {} } },
        arrowStep('r2', [], { startOffset: 2n }),
        arrowStep('r3', [3n], { startOffset: 2n }),
        plain('metrics'),
      ),
    ),
  );
  expect(batches.map((batch) => [...(batch.getChild('id') ?? [])] as unknown[])).toEqual([
    [1n, 2n],
    [],
    [3n],
  ]);
});

test('a batch is read in place, wherever in its message it lies', async () => {
  for (let offset = 0; offset < 16; offset++) {
    const message = new Uint8Array(offset + whole.length);
    message.set(whole, offset);
    const value = { data: message.subarray(offset), rowCount: 3n };
    const [batch] = await drain(readBatches(responses({ responseType: { case: 'arrowBatch', value } })));
    const ids = batch?.getChild('id')?.toArray() as BigInt64Array;
    expect(ids).toEqual(BigInt64Array.of(1n, 2n, 3n));
    expect(ids.buffer).toBe(message.buffer);
  }
});

test.each([
  ['is missing', [arrowStep('r1', [1n], { startOffset: 0n }), arrowStep('r2', [3n], { startOffset: 2n })]],
  ['comes twice', [arrowStep('r1', [1n], { startOffset: 0n }), arrowStep('r1', [1n], { startOffset: 0n })]],
  ['holds fewer rows than announced', [arrowStep('r1', [1n], { rowCount: 2n })]],
  ['holds more rows than announced', [arrowStep('r1', [1n, 2n], { rowCount: 1n })]],
  ['is cut off', [cutOff]],
  [
    'has no data',
    [{ responseType: { case: 'arrowBatch', value: { data: new Uint8Array(), rowCount: 5n } } }],
  ],
] satisfies [string, ResponseStep[]][])('a batch that %s is an error', async (_, steps) => {
  await expect(drain(readBatches(responses(...steps)))).rejects.toThrow(SparkProtocolError);
});

test('a command is read to its end and gives its one result', async () => {
  const seen: string[] = [];
  async function* watched() {
    for await (const response of responses(
      plain('a'),
      {
        responseId: 'b',
        responseType: { case: 'streamingQueryCommandResult', value: { queryId: { id: 'q' } } },
      },
      plain('c'),
    )) {
      seen.push(response.responseId);
      yield response;
    }
  }
  expect((await readResult(watched(), 'streamingQueryCommandResult'))?.queryId?.id).toBe('q');
  expect(seen).toEqual(['a', 'b', 'c']);
});

test('a command without a result gives undefined', async () => {
  expect(await readResult(responses(plain('a')), 'sqlCommandResult')).toBeUndefined();
});
