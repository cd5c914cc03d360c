import type { BaseExperiment } from '../config/experiment.js';
import type { ComponentName } from '../config/service-variables.js';
import type { Settings } from '../config/settings.js';
import type { Pipeline } from '../experiment/pipeline.js';
import type { Services } from '../services/services.js';
import type { RunData } from './run-data.js';

/**
 * A notebook at work: the services that its pipeline needs, and a folder of its own. What it has of the services for
 * itself, such as a topic or a Spark session, its course adds: notebooks and the command line never meet.
 */
export interface Sandbox<
  C extends BaseExperiment = BaseExperiment,
  R = unknown,
  N extends ComponentName = never,
> {
  /** Number of the notebook: "03". */
  readonly number: string;
  readonly id: string;
  readonly pipeline: Pipeline<C, R>;
  /** What the producers send; the parameters are in it. */
  readonly experiment: C;
  readonly settings: Settings;
  readonly services: Services<N>;
  /** For all that it writes; removed with it. */
  readonly folder: string;
  /** What cells have found out that exercises ask for later. */
  readonly state: Map<string, number | string | readonly number[]>;
  /** The runs that cells have looked at. */
  readonly runs: { shared?: RunData<C, R>; own?: RunData<C, R> };
  /** Ends all that it has for itself, and removes its folder. */
  readonly close: () => Promise<void>;
}
