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
    return tableFromIPC(data);
  } catch (cause) {
    throw new SparkProtocolError('A batch is not a readable Arrow stream', cause);
  }
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
