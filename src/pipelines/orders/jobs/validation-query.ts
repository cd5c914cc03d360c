import type { DataFrame, SparkSession, StreamingQuery } from '../../../spark/index.js';
import { FIND_REASONS } from './reasons-sql.js';
import { PARSE, SEPARATE } from './validation-sql.js';

/** Partition number to offset, as Kafka counts them. */
export type PartitionOffsets = Readonly<Record<number, string>>;

export interface ValidationQueryOptions {
  readonly bootstrapServers: string;
  readonly topic: string;
  /** Where to begin when there is no checkpoint yet: the topic's start, or an offset for each partition. */
  readonly startingOffsets: 'earliest' | PartitionOffsets;
  /** Folder for the JSON files, as the Spark server sees it. */
  readonly ordersFolder: string;
  readonly checkpointFolder: string;
  /** Micro-batch interval; 0 starts the next batch as soon as the last is done. */
  readonly triggerIntervalSeconds: number;
  /** For micro-batches of hundreds of thousands of rows, such as a backlog's; small ones by default. */
  readonly largeBatches?: boolean;
  readonly queryName?: string;
}

/** Offsets as numbers of any size, written as {@link ValidationQueryOptions.startingOffsets} takes them. */
export const queryOffsets = (offsets: ReadonlyMap<number, bigint>): PartitionOffsets =>
  Object.fromEntries([...offsets].map(([partition, offset]) => [partition, String(offset)]));

/** Spark's notation: `{"orders":{"0":23,"1":-2}}`. */
function offsetsJson(topic: string, offsets: PartitionOffsets): string {
  return JSON.stringify({
    [topic]: Object.fromEntries(
      Object.entries(offsets).map(([partition, offset]) => [partition, Number(offset)]),
    ),
  });
}

/**
 * A broker that hangs keeps a request until `request.timeout.ms`, and the driver waits for an answer about offsets until
 * `default.api.timeout.ms`; meanwhile no batch is planned. With Kafka's 30 s and 60 s the driver's log told of the whole
 * minute, and readers waited for two. Both are short here, and asking again is cheap.
 *
 * Executors have the same timeouts: a task that asks for an offset while nobody leads its partition fails after them,
 * and is tried again (`spark.task.maxFailures`: the embedded server's four are those of a cluster).
 */
const SURVIVE_A_BROKER = {
  'kafka.request.timeout.ms': '1000',
  'kafka.default.api.timeout.ms': '2000',
  // Attempts of the driver; Spark's three are over in 30 ms.
  'fetchOffset.numRetries': '100',
  'fetchOffset.retryIntervalMs': '200',
};

function kafkaSource(spark: SparkSession, options: ValidationQueryOptions): DataFrame {
  const { bootstrapServers, topic, startingOffsets } = options;
  return spark.readStream
    .format('kafka')
    .options({
      'kafka.bootstrap.servers': bootstrapServers,
      subscribe: topic,
      startingOffsets: startingOffsets === 'earliest' ? 'earliest' : offsetsJson(topic, startingOffsets),
      includeHeaders: 'true',
      // Lost data must stop the query, not pass unseen.
      failOnDataLoss: 'true',
      // An executor waits this long on a partition that has nothing new; the default of 500 ms would be most of the
      // latency at a few events a second.
      'kafka.fetch.max.wait.ms': '20',
      // After each poll an executor asks for the partition's first and last offset, and gives up what was fetched beyond
      // the poll's records: 500 of some two thousand by default. A poll that takes all of a larger fetch does a sixth more
      // events a second; fetches of 8 MiB are slower again.
      'kafka.max.poll.records': '4000',
      'kafka.max.partition.fetch.bytes': String(2 * 1024 * 1024),
      ...SURVIVE_A_BROKER,
    })
    .load();
}

/** Separates valid from invalid orders: one row in, one row out, with `validity`, `reasons` and the event's timestamps. */
export function validateOrders(kafkaRows: DataFrame): DataFrame {
  return [PARSE, FIND_REASONS, SEPARATE].reduce((frame, step) => frame.selectExpr(...step), kafkaRows);
}

/**
 * Rules of Spark's optimizer that simplify expressions. It plans each micro-batch from the beginning and repeats its rules
 * until nothing changes; for a few hundred rows that takes longer than what it saves, and half of the planning goes.
 */
const SIMPLIFICATIONS = [
  'BooleanSimplification',
  'ConstantFolding',
  'NullPropagation',
  'OptimizeIn',
  'PushFoldableIntoBranches',
  'SimplifyBinaryComparison',
  'SimplifyConditionals',
].map((rule) => `org.apache.spark.sql.catalyst.optimizer.${rule}`);

/**
 * A micro-batch of a few hundred rows takes longer to generate and compile code for than to work through: interpreted
 * expressions cut its time to a third. Of hundreds of thousands of rows, compiled ones do a sixth more a second. Code for
 * whole stages would be a method too long for the JVM to compile, and the search for common subexpressions costs more than
 * the few that there are.
 */
export const sessionSettings = (largeBatches: boolean) => ({
  'spark.sql.codegen.wholeStage': 'false',
  'spark.sql.codegen.factoryMode': largeBatches ? 'FALLBACK' : 'NO_CODEGEN',
  'spark.sql.subexpressionElimination.enabled': 'false',
  'spark.sql.optimizer.excludedRules': largeBatches ? '' : SIMPLIFICATIONS.join(),
});

/**
 * Sessions are isolated by default: each has a class loader, and what Spark and the JVM compiled in one is compiled again
 * in the next. The query's session has no jars that others must not see, and finds compiled what the warm-up or an
 * earlier query has left: an eighth more events a second. Spark reads this at a session's first work, and never again.
 */
const SHARE_COMPILED_CODE = { 'spark.sql.artifact.isolation.enabled': 'false' };

/**
 * Starts the query that writes `validity=valid` and `validity=invalid` folders of JSON lines. It is one query with one
 * checkpoint, so a batch is committed for both or for neither; started again on the same folders it goes on exactly
 * where it stopped.
 */
export async function startValidationQuery(
  spark: SparkSession,
  options: ValidationQueryOptions,
): Promise<StreamingQuery> {
  const { ordersFolder, checkpointFolder, triggerIntervalSeconds, queryName, largeBatches = false } = options;
  await spark.conf.setAll({ ...sessionSettings(largeBatches), ...SHARE_COMPILED_CODE });
  // A task costs more than the rows of a small batch, so there are no more tasks than the session wants elsewhere.
  const tasks = Number(await spark.conf.get('spark.sql.shuffle.partitions'));
  const writer = validateOrders(kafkaSource(spark, options).coalesce(tasks))
    .writeStream.format('json')
    .partitionBy('validity')
    .option('checkpointLocation', checkpointFolder)
    .trigger({ processingTime: `${triggerIntervalSeconds} seconds` });
  return (queryName === undefined ? writer : writer.queryName(queryName)).start(ordersFolder);
}
