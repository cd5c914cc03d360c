/** What one trigger of a query did. Spark leaves out the parts that do not apply. */
export interface StreamingQueryProgress {
  /** Stays the same over restarts from a checkpoint. */
  readonly id: string;
  readonly runId: string;
  readonly name: string | null;
  /** Start of the trigger: ISO 8601, UTC. */
  readonly timestamp: string;
  readonly batchId: number;
  /** In milliseconds. */
  readonly batchDuration: number;
  /** Milliseconds by step: triggerExecution, addBatch, walCommit, commitOffsets, queryPlanning, latestOffset, getBatch. */
  readonly durationMs: Readonly<Record<string, number>>;
  /** ISO 8601 by kind: max, min, avg, watermark. */
  readonly eventTime?: Readonly<Record<string, string>>;
  readonly stateOperators: readonly StateOperatorProgress[];
  readonly sources: readonly SourceProgress[];
  readonly sink: SinkProgress;
  readonly observedMetrics?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Rows read by this trigger from all sources. */
  readonly numInputRows: number;
  /** As the server sent it. */
  readonly json: string;
}

export interface SourceProgress {
  readonly description: string;
  readonly startOffset: unknown;
  readonly endOffset: unknown;
  readonly latestOffset: unknown;
  readonly numInputRows: number;
  readonly inputRowsPerSecond?: number;
  readonly processedRowsPerSecond?: number;
  readonly metrics?: Readonly<Record<string, string>>;
}

export interface SinkProgress {
  readonly description: string;
  /** -1 where the sink does not count. */
  readonly numOutputRows: number;
  readonly metrics?: Readonly<Record<string, string>>;
}

export interface StateOperatorProgress {
  readonly operatorName: string;
  readonly numRowsTotal: number;
  readonly numRowsUpdated: number;
  readonly numRowsRemoved: number;
  readonly numRowsDroppedByWatermark: number;
  readonly memoryUsedBytes: number;
  readonly customMetrics?: Readonly<Record<string, number>>;
}

export function parseProgress(json: string): StreamingQueryProgress {
  const progress = JSON.parse(json) as Omit<StreamingQueryProgress, 'json' | 'numInputRows'>;
  const numInputRows = progress.sources.reduce((sum, source) => sum + source.numInputRows, 0);
  return { ...progress, numInputRows, json };
}
