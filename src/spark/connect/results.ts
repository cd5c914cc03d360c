import { tableFromIPC } from 'apache-arrow';
import type { Table } from 'apache-arrow';
import { SparkProtocolError } from '../errors.js';
import type { ExecutePlanResponse } from '../gen/spark/connect/base_pb.js';

type Responses = AsyncIterable<ExecutePlanResponse>;
type ResponseType = ExecutePlanResponse['responseType'];
export type ResponseCase = NonNullable<ResponseType['case']>;
export type ResponseValues = { [C in ResponseCase]: Extract<ResponseType, { case: C }>['value'] };

/**
 * The result's batches in order. Each message is a complete Arrow stream of its own, and at least one comes, if empty.
 *
 * @throws SparkProtocolError when a batch is missing, comes twice, or holds another number of rows than announced.
 */
export async function* readBatches(responses: Responses): AsyncGenerator<Table, void> {
  let rows = 0;
  for await (const { responseType } of responses) {
    if (responseType.case !== 'arrowBatch') continue;
    const { data, rowCount, startOffset } = responseType.value;
    if (startOffset !== undefined && startOffset !== BigInt(rows)) {
      throw new SparkProtocolError(
        `A batch starts at row ${startOffset}, but ${rows} rows have arrived before it`,
      );
    }
    const table = decode(data);
    if (BigInt(table.numRows) !== rowCount) {
      throw new SparkProtocolError(`A batch announces ${rowCount} rows and holds ${table.numRows}`);
    }
    rows += table.numRows;
    yield table;
  }
}

function decode(data: Uint8Array): Table {
  try {
    return tableFromIPC(onBoundary(data));
  } catch (cause) {
    throw new SparkProtocolError('A batch is not a readable Arrow stream', cause);
  }
}

/**
 * Arrow reads from 8-byte boundaries, and copies a batch that lies otherwise. The few bytes before the data are fields of
 * the message that it came in, which are decoded by now: the data moves over them.
 */
function onBoundary(data: Uint8Array): Uint8Array {
  const excess = data.byteOffset % 8;
  if (excess === 0) return data;
  const whole = new Uint8Array(data.buffer, data.byteOffset - excess, data.length + excess);
  return whole.copyWithin(0, excess).subarray(0, data.length);
}

/** Reads a command's responses to their end and gives the one of that kind, if it came. */
export async function readResult<C extends ResponseCase>(
  responses: Responses,
  wanted: C,
): Promise<ResponseValues[C] | undefined> {
  let result: ResponseValues[C] | undefined;
  for await (const { responseType } of responses) {
    if (responseType.case === wanted) result = responseType.value as ResponseValues[C];
  }
  return result;
}
