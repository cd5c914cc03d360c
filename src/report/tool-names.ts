import { SERVICE_VARIABLES } from '../config/service-variables.js';
import type { RunVersions } from '../runs/record.js';

/** What the keys of a record's versions are called, in the order of the title page. */
const NAMES: Readonly<Record<string, string>> = {
  streambook: 'Streambook',
  kafka: 'Apache Kafka',
  spark: 'Apache Spark',
  mysql: 'MariaDB',
  hdfs: 'Apache Hadoop',
  node: 'Node.js',
  java: 'Java',
  vega: 'Vega',
  danfo: 'danfo.js',
  faker: 'Faker',
  chromium: 'Chromium',
};

export interface Tool {
  readonly key: string;
  readonly name: string;
  /** "external" for a service that is not ours; null when nothing is known. */
  readonly version: string | null;
}

/** The tools that a run names, and their versions. */
export function toolsOf(versions: RunVersions): readonly Tool[] {
  const recorded = Object.entries(versions) as readonly (readonly [string, string | null])[];
  const places = Object.keys(NAMES);
  const place = (key: string) => (places.includes(key) ? places.indexOf(key) : places.length);
  return recorded
    .map(([key, version]) => ({
      key,
      name: NAMES[key] ?? key,
      version: version ?? (key in SERVICE_VARIABLES ? 'external' : null),
    }))
    .sort((one, other) => place(one.key) - place(other.key));
}
