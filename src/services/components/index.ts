import type { Addresses, ComponentName } from '../../config/service-variables.js';
import type { Component } from '../component.js';
import { hdfs } from './hdfs/hdfs.js';
import { kafka } from './kafka/kafka.js';
import { mysql } from './mysql/mysql.js';
import { spark } from './spark/spark.js';

/** Every component that can be started; the engine knows none of them by name. */
export const COMPONENTS: { readonly [N in ComponentName]: Component<Addresses[N]> } = {
  kafka,
  spark,
  mysql,
  hdfs,
};

/** What is started when nobody says otherwise. */
export const USUAL_COMPONENTS = ['kafka', 'spark'] as const satisfies readonly ComponentName[];
export type UsualComponent = (typeof USUAL_COMPONENTS)[number];

export const COMPONENT_NAMES = Object.keys(COMPONENTS) as readonly ComponentName[];

/** All components, in the order in which they are shown. */
export const ALL_COMPONENTS: readonly Component[] = COMPONENT_NAMES.map((name) => COMPONENTS[name]);

const LIST = new Intl.ListFormat('en-GB');

/** "Kafka and Spark": components as people call them. */
export const titlesOf = (names: readonly ComponentName[]): string =>
  names.length === 0 ? 'none' : LIST.format(names.map((name) => COMPONENTS[name].title));

/** Names of all embedded processes, in the order in which they are shown. */
export const SERVICE_NAMES: readonly string[] = ALL_COMPONENTS.flatMap(({ processes }) =>
  processes.map(({ name }) => name),
);
