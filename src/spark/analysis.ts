import { SparkProtocolError } from './errors.js';
import { AnalyzePlanRequest_Explain_ExplainMode as ExplainModeNumber } from './gen/spark/connect/base_pb.js';
import type { AnalyzePlanResponse } from './gen/spark/connect/base_pb.js';
import type { Relation } from './gen/spark/connect/relations_pb.js';
import { queryPlan } from './plan/commands.js';
import type { SessionContext } from './session-context.js';
import { storageLevels } from './storage-level.js';
import type { StorageLevel, StorageLevelName } from './storage-level.js';
import { fromProtoType } from './types.js';
import type { StructType } from './types.js';

type Request = Parameters<SessionContext['client']['analyze']>[0];
type Result = AnalyzePlanResponse['result'];
type Question = NonNullable<Result['case']>;
type Answers = { [Q in Question]: Extract<Result, { case: Q }>['value'] };

/** What the server reports of a plan without running it. Question and answer go by the same name. */
async function ask<Q extends Question>(
  { client }: SessionContext,
  request: Request & { readonly case: Q },
): Promise<Answers[Q]> {
  const result = await client.analyze(request);
  if (result.case === request.case) return result.value as Answers[Q];
  throw new SparkProtocolError(
    `The server answered ${result.case ?? 'nothing'} when asked for ${request.case}`,
  );
}

export async function schemaOf(session: SessionContext, relation: Relation): Promise<StructType> {
  const { schema } = await ask(session, { case: 'schema', value: { plan: queryPlan(relation) } });
  const type = fromProtoType(schema);
  if (typeof type === 'object' && type.type === 'struct') return type;
  throw new SparkProtocolError('The server answered with something other than a schema');
}

/** The schema as a tree. @param level how deep nested types are shown; default wholly */
export async function treeString(
  session: SessionContext,
  relation: Relation,
  level?: number,
): Promise<string> {
  const value = { plan: queryPlan(relation), ...(level !== undefined && { level }) };
  return (await ask(session, { case: 'treeString', value })).treeString;
}

const explainModes = {
  simple: ExplainModeNumber.SIMPLE,
  extended: ExplainModeNumber.EXTENDED,
  codegen: ExplainModeNumber.CODEGEN,
  cost: ExplainModeNumber.COST,
  formatted: ExplainModeNumber.FORMATTED,
} as const;
export type ExplainMode = keyof typeof explainModes;

export async function explain(
  session: SessionContext,
  relation: Relation,
  mode: ExplainMode,
): Promise<string> {
  const value = { plan: queryPlan(relation), explainMode: explainModes[mode] };
  return (await ask(session, { case: 'explain', value })).explainString;
}

export async function isStreaming(session: SessionContext, relation: Relation): Promise<boolean> {
  const value = { plan: queryPlan(relation) };
  return (await ask(session, { case: 'isStreaming', value })).isStreaming;
}

export async function persist(
  session: SessionContext,
  relation: Relation,
  level: StorageLevelName,
): Promise<void> {
  await ask(session, { case: 'persist', value: { relation, storageLevel: storageLevels[level] } });
}

/** @param blocking waits until the blocks are gone */
export async function unpersist(
  session: SessionContext,
  relation: Relation,
  blocking: boolean,
): Promise<void> {
  await ask(session, { case: 'unpersist', value: { relation, blocking } });
}

export async function storageLevelOf(session: SessionContext, relation: Relation): Promise<StorageLevel> {
  const { storageLevel } = await ask(session, { case: 'getStorageLevel', value: { relation } });
  if (storageLevel === undefined) throw new SparkProtocolError('The server did not report a storage level');
  const { useDisk, useMemory, useOffHeap, deserialized, replication } = storageLevel;
  return { useDisk, useMemory, useOffHeap, deserialized, replication };
}
