import { Int64, Table, tableToIPC, vectorFromArray } from 'apache-arrow';
import type { ResponseStep } from './fake-spark.js';

/** A batch of one BIGINT column `id`. */
export function arrowStep(
  responseId: string,
  ids: readonly bigint[],
  announced: { startOffset?: bigint; rowCount?: bigint } = {},
): ResponseStep {
  const data = tableToIPC(new Table({ id: vectorFromArray(ids, new Int64()) }), 'stream');
  const value = { data, rowCount: announced.rowCount ?? BigInt(ids.length) };
  const offset = announced.startOffset === undefined ? {} : { startOffset: announced.startOffset };
  return { responseId, responseType: { case: 'arrowBatch', value: { ...value, ...offset } } };
}
