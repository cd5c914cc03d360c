import { spreadOf } from './measure.js';

/** What one event cost on the machine of the bench. */
export interface Cost {
  /** Time of one core, in microseconds, of everything that ran meanwhile. */
  readonly coreUs: number;
}

/** @param rates events a second, by round @param busyPercent of all cores, by round */
export function costOf(rates: readonly number[], busyPercent: readonly number[], cores: number): Cost {
  const busyCores = (cores * spreadOf(busyPercent).median) / 100;
  return { coreUs: (busyCores * 1_000_000) / spreadOf(rates).median };
}

export interface ScalingInputs {
  readonly recordBytes: number;
  /** Making, sending and storing an event twice: producer and brokers together. */
  readonly sending: Cost;
  /** Reading, checking and writing an event: broker and Spark together. */
  readonly streaming: Cost;
}

const EVENTS_A_DAY = 1_000_000_000;
const SECONDS_A_DAY = 86_400;
/** The busiest second of a day against the mean. */
const PEAK_FACTOR = 3;
/** Cores are planned for this share of their time, so that a backlog can be caught up. */
const PLANNED_LOAD = 0.5;
const REPLICAS = 3;
const KEPT_DAYS = 3;

const BEGIN = '<!-- written by npm run bench -->';
const END = '<!-- end of what npm run bench writes -->';

const whole = (value: number) => Math.ceil(value).toLocaleString('en');
const rounded = (value: number) => Number(value.toPrecision(3)).toLocaleString('en');

/** Puts the worked-out numbers into the page in place of those that are there. */
export function withScalingNumbers(page: string, { recordBytes, sending, streaming }: ScalingInputs): string {
  const mean = EVENTS_A_DAY / SECONDS_A_DAY;
  const peak = mean * PEAK_FACTOR;
  const cores = ({ coreUs }: Cost) => (peak * coreUs) / 1_000_000 / PLANNED_LOAD;
  const gigabytes = (EVENTS_A_DAY * recordBytes) / 1e9;
  const rows = [
    ['events a second, mean', whole(mean)],
    [`events a second, peak (${PEAK_FACTOR} times the mean)`, whole(peak)],
    ['bytes of an event with key and headers', whole(recordBytes)],
    ['a day of events, one copy', `${whole(gigabytes)} GB`],
    [
      `disk of all brokers: ${KEPT_DAYS} days, ${REPLICAS} replicas`,
      `${rounded((gigabytes * KEPT_DAYS * REPLICAS) / 1000)} TB`,
    ],
    ['into the brokers at the peak, one copy', `${rounded((peak * recordBytes) / 1e6)} MB/s`],
    ['measured: making, sending and storing an event twice', `${rounded(sending.coreUs)} us of a core`],
    ['measured: reading, checking and writing an event', `${rounded(streaming.coreUs)} us of a core`],
    ['cores for producers and brokers, half busy at the peak', whole(cores(sending))],
    ['cores for Spark, half busy at the peak', whole(cores(streaming))],
    ['partitions, three tasks a core', whole(Math.ceil(cores(streaming)) * 3)],
  ];
  const table = [
    '| what | needed |',
    '| --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/scaling.md needs "${BEGIN}" and "${END}"`);
  return `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
}
