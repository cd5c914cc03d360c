import type { Evidence } from '../evidence.js';
import { isReconciled } from '../evidence.js';

const list = (parts: readonly (string | false | undefined)[]) =>
  parts.filter((part) => typeof part === 'string').join(', ');

/** What must be taken on trust, because neither the seed nor other data determine it. */
export function claimsOf({
  record,
  manifest,
  latencies,
}: Omit<Evidence, 'experiment' | 'results'>): readonly string[] {
  const { ledger, machine, versions, stream, consumer, incidents = [], title_page: titlePage } = record;
  const claims: (string | false | undefined)[] = [
    latencies !== undefined &&
      'that the latencies in the histograms were measured, on this machine and at this time',
    latencies === undefined &&
      record.stream !== undefined &&
      'the percentiles of latencies and the events per second: the run kept no histograms (an earlier version made it)',
    stream &&
      'when each event was sent, acknowledged and committed, how long each micro-batch took, and which query made them',
    ledger && 'in which partition each event was, and how many messages the brokers counted',
    consumer && 'how fast the tracker read, how many messages it could not read, and how often it committed',
    `that the run began at ${record.started_at}, and the times of its phases`,
    incidents.length === 0
      ? 'that no service died or was suspended while the run needed it'
      : `what befell the services: ${list(incidents.map(({ service, what, at_s: at }) => `${service} ${what} at ${at.toFixed(1)} s`))}`,
    titlePage?.authors && `that the authors are ${titlePage.authors.join(', ')}`,
    machine && `the machine: ${list([machine.cpu, `${machine.cores} cores`, machine.os])}`,
    versions &&
      `the versions: ${list([`Spark ${versions.spark}`, versions.kafka !== null && `Kafka ${versions.kafka}`, `Node.js ${versions.node}`])}`,
    manifest &&
      `the commit ${manifest.code.git_commit ?? '(none)'} and the locked packages, the limits of the process, JVM flags and the topic`,
    ledger &&
      !isReconciled(record) &&
      `the analysis: the ledger is not reconciled (failed ${ledger.failed}, lost ${ledger.lost}, duplicates ${ledger.duplicates}), so what was written does not follow from the seed alone`,
    record.notebooks !== undefined && 'the outputs of the notebooks, of which the record has hashes',
    record.error && `that the run ended in phase ${record.error.phase}: ${record.error.message}`,
  ];
  return claims.filter((claim) => typeof claim === 'string');
}
