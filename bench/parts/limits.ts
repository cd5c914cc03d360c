/** The resource that each number runs into, how that was seen, and what a cluster would change. */
export const LIMITS: readonly string[] = [
  "Producers, ours and the JVM's: processor time. Both cores are busy while they send, most of them with the two brokers, which write every record twice on this one machine; brokers on machines of their own leave the cores to the producer, and each further producer process adds its rate.",
  'Latency at 220 events/s: the fixed work of a micro-batch (offsets, plan, tasks, commit of files), which takes about as long with ten rows as with a thousand; a cluster does not shorten it.',
  'Latency at 5,000 events/s: the same fixed work, on cores of which producers, brokers and tracker take half, as the share of busy cores shows; with machines of their own it would be what it is at 220.',
  'Latency at 20,000 events/s: processor time. Producers, brokers, tracker and Spark share two cores, and a micro-batch grows until it keeps up; with workers of their own, partitions divide the batch among cores.',
  'Backlog: processor time. Both cores are busy from the first row to the last commit, with parsing and checking JSON; the work is one task a partition, so it divides among as many cores as the topic has partitions.',
  'Analysis: one core. Reading is parsing JSON, and danfo works on one thread; a cluster would aggregate in Spark and give danfo the groups instead of the rows.',
];
