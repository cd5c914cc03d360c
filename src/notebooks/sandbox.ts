import type { Kafka } from 'kafkajs';
import type { BaseExperiment } from '../config/experiment.js';
import type { Settings } from '../config/settings.js';
import type { Pipeline } from '../experiment/pipeline.js';
import type { SendResult } from '../producers/sender.js';
import type { Services } from '../services/services.js';
import type { SparkSession } from '../spark/index.js';
import type { RunData } from './run-data.js';

/** What was sent at one time, by the producers' own account. */
export interface SandboxSendResult {
  readonly runId: string;
  readonly sent: Readonly<Record<string, SendResult>>;
}

/**
 * A notebook at work: services that are up, and a topic, a Spark session and folders of its own, so that notebooks and
 * the command line never meet.
 */
export interface Sandbox<C extends BaseExperiment = BaseExperiment, R = unknown> {
  /** Number of the notebook: "03". */
  readonly number: string;
  readonly id: string;
  readonly pipeline: Pipeline<C, R>;
  /** What the producers send; the parameters are in it. */
  readonly experiment: C;
  readonly settings: Settings;
  readonly services: Services;
  readonly bootstrapServers: string;
  readonly kafka: Kafka;
  readonly spark: SparkSession;
  readonly topic: string;
  /** Where this sandbox's queries write, as Spark sees it. */
  readonly folder: string;
  readonly outputFolder: string;
  readonly checkpointFolder: string;
  /** Everything that was sent to the topic, in its order. */
  readonly sendResults: SandboxSendResult[];
  /** What cells have found out that exercises ask for later. */
  readonly state: Map<string, number | string | readonly number[]>;
  /** The runs that cells have looked at. */
  readonly runs: { shared?: RunData<C, R>; own?: RunData<C, R> };
  /** Ends the session with all its queries, and removes topic and folder. */
  readonly close: () => Promise<void>;
}
