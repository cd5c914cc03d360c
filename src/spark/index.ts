/** A client for Spark Connect 4.0. Knows nothing of the rest of this project. */
export type { ExplainMode } from './analysis.js';
export type { Row } from './arrow/rows.js';
export type { CaseColumn } from './case-column.js';
export type * from './catalog.js';
export { Column } from './column.js';
export type { ColumnOrName } from './column.js';
export { parseConnectionString } from './connect/connection-string.js';
export type { ConnectionConfig } from './connect/connection-string.js';
export type { CallOptions } from './connect/transport.js';
export { DataFrame } from './dataframe.js';
export type { SampleOptions } from './dataframe.js';
export type { ShowOptions } from './dataframe-actions.js';
export type { DataFrameNa, DropNaOptions } from './dataframe-na.js';
export type { DataFrameReader } from './dataframe-reader.js';
export type { DataFrameStat } from './dataframe-stat.js';
export type { DataFrameWriter } from './dataframe-writer.js';
export * from './errors.js';
export * as functions from './functions/index.js';
export { col, expr, lit } from './functions/basics.js';
export type { GroupedData } from './grouped-data.js';
export type { LocalData } from './local-data.js';
export type { OptionValue, OptionValues } from './options.js';
export type { JoinType } from './plan/combining.js';
export type { SaveMode, Trigger } from './plan/commands.js';
export type { Scalar } from './plan/literals.js';
export type { RuntimeConfig } from './runtime-config.js';
export { SparkSession } from './session.js';
export type { SqlArguments } from './session.js';
export type { SessionBuilder } from './session-builder.js';
export type { DataStreamReader } from './streaming/data-stream-reader.js';
export type { DataStreamWriter, OutputMode } from './streaming/data-stream-writer.js';
export type {
  QueryIdleEvent,
  QueryProgressEvent,
  QueryStartedEvent,
  QueryTerminatedEvent,
  StreamingQueryListener,
} from './streaming/listener.js';
export type * from './streaming/progress.js';
export type { StorageLevel, StorageLevelName } from './storage-level.js';
export { StreamingQuery } from './streaming/streaming-query.js';
export type { StreamingQueryStatus } from './streaming/streaming-query.js';
export type { StreamingQueryManager } from './streaming/streaming-query-manager.js';
export { simpleString } from './types.js';
export type { ArrayType, DataType, MapType, StructField, StructType } from './types.js';
export { Window } from './window.js';
export type { WindowBoundary, WindowSpec } from './window.js';
