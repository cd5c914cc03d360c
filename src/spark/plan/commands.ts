import { create } from '@bufbuild/protobuf';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { PlanSchema } from '../gen/spark/connect/base_pb.js';
import type { Plan } from '../gen/spark/connect/base_pb.js';
import {
  WriteOperation_SaveMode as SaveModeNumber,
  WriteOperation_SaveTable_TableSaveMethod as TableSaveMethod,
} from '../gen/spark/connect/commands_pb.js';
import type {
  CommandSchema,
  StreamingQueryCommandSchema,
  StreamingQueryListenerBusCommandSchema,
  StreamingQueryManagerCommandSchema,
} from '../gen/spark/connect/commands_pb.js';
import type { Relation } from '../gen/spark/connect/relations_pb.js';

type CommandType = NonNullable<MessageInitShape<typeof CommandSchema>['commandType']>;
type QueryCommandInit = NonNullable<MessageInitShape<typeof StreamingQueryCommandSchema>['command']>;
type ManagerCommandInit = NonNullable<MessageInitShape<typeof StreamingQueryManagerCommandSchema>['command']>;
type ListenerBusCommandInit = NonNullable<
  MessageInitShape<typeof StreamingQueryListenerBusCommandSchema>['command']
>;
type Options = Readonly<Record<string, string>>;

/** A plan whose result is the relation's rows. */
export function queryPlan(root: Relation): Plan {
  return create(PlanSchema, { opType: { case: 'root', value: root } });
}

function commandPlan(commandType: CommandType): Plan {
  return create(PlanSchema, { opType: { case: 'command', value: { commandType } } });
}

/** Runs the SQL at once if it is a command; the answer is a relation to go on with. */
export function sqlCommand(input: Relation): Plan {
  return commandPlan({ case: 'sqlCommand', value: { input } });
}

export interface ViewSettings {
  readonly name: string;
  readonly isGlobal: boolean;
  readonly replace: boolean;
}

export function createView(input: Relation, settings: ViewSettings): Plan {
  return commandPlan({ case: 'createDataframeView', value: { input, ...settings } });
}

export type SaveMode = 'append' | 'overwrite' | 'error' | 'errorifexists' | 'ignore';

const saveModes = {
  append: SaveModeNumber.APPEND,
  overwrite: SaveModeNumber.OVERWRITE,
  error: SaveModeNumber.ERROR_IF_EXISTS,
  errorifexists: SaveModeNumber.ERROR_IF_EXISTS,
  ignore: SaveModeNumber.IGNORE,
} satisfies Record<SaveMode, SaveModeNumber>;

export interface WriteSettings {
  readonly format?: string | undefined;
  /** Default: error. */
  readonly mode?: SaveMode | undefined;
  readonly options: Options;
  readonly partitionBy: readonly string[];
  readonly bucketBy?: { readonly numBuckets: number; readonly bucketColumnNames: string[] } | undefined;
  readonly sortBy?: readonly string[];
}

/** Neither path nor table: for sources such as jdbc and noop. */
export type WriteTarget =
  { readonly path: string } | { readonly table: string; readonly insert?: boolean } | undefined;

export function write(
  input: Relation,
  { format, mode, options, partitionBy, bucketBy, sortBy = [] }: WriteSettings,
  target: WriteTarget,
): Plan {
  return commandPlan({
    case: 'writeOperation',
    value: {
      input,
      ...(format !== undefined && { source: format }),
      ...(mode !== undefined && { mode: saveModes[mode] }),
      options,
      partitioningColumns: [...partitionBy],
      sortColumnNames: [...sortBy],
      ...(bucketBy !== undefined && { bucketBy }),
      ...(target !== undefined && { saveType: saveType(target) }),
    },
  });
}

function saveType(target: NonNullable<WriteTarget>) {
  return 'path' in target
    ? ({ case: 'path', value: target.path } as const)
    : ({
        case: 'table',
        value: {
          tableName: target.table,
          saveMethod: target.insert ? TableSaveMethod.INSERT_INTO : TableSaveMethod.SAVE_AS_TABLE,
        },
      } as const);
}

/** When a streaming query looks for new data: exactly one of these. Without a trigger as soon as the last batch is done. */
export type Trigger =
  /** An interval such as "5 seconds". */
  | { readonly processingTime: string }
  /** All that is there now, in batches, then ends. */
  | { readonly availableNow: true }
  /** All that is there now in one batch, then ends. */
  | { readonly once: true }
  /** Continuous processing with a checkpoint each interval. */
  | { readonly continuous: string };

export interface StreamSettings {
  readonly format?: string | undefined;
  readonly outputMode?: string | undefined;
  readonly queryName?: string | undefined;
  readonly trigger?: Trigger | undefined;
  readonly options: Options;
  readonly partitionBy: readonly string[];
}

export function startStream(input: Relation, settings: StreamSettings, target: WriteTarget): Plan {
  const { format = '', outputMode = '', queryName = '', trigger, options, partitionBy } = settings;
  return commandPlan({
    case: 'writeStreamOperationStart',
    value: {
      input,
      format,
      outputMode,
      queryName,
      options,
      partitioningColumnNames: [...partitionBy],
      ...(trigger !== undefined && { trigger: triggerType(trigger) }),
      ...(target !== undefined && { sinkDestination: sinkDestination(target) }),
    },
  });
}

function triggerType(trigger: Trigger) {
  if ('processingTime' in trigger)
    return { case: 'processingTimeInterval', value: trigger.processingTime } as const;
  if ('availableNow' in trigger) return { case: 'availableNow', value: true } as const;
  if ('once' in trigger) return { case: 'once', value: true } as const;
  return { case: 'continuousCheckpointInterval', value: trigger.continuous } as const;
}

function sinkDestination(target: NonNullable<WriteTarget>) {
  return 'path' in target
    ? ({ case: 'path', value: target.path } as const)
    : ({ case: 'tableName', value: target.table } as const);
}

export function queryCommand(queryId: { id: string; runId: string }, command: QueryCommandInit): Plan {
  return commandPlan({ case: 'streamingQueryCommand', value: { queryId, command } });
}

export function queryManagerCommand(command: ManagerCommandInit): Plan {
  return commandPlan({ case: 'streamingQueryManagerCommand', value: { command } });
}

export function listenerBusCommand(command: ListenerBusCommandInit): Plan {
  return commandPlan({ case: 'streamingQueryListenerBusCommand', value: { command } });
}
