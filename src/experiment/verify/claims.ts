import { toolsOf } from '../../report/tool-names.js';
import type { Evidence } from '../evidence.js';
import type { Pipeline } from '../pipeline.js';

const list = (parts: readonly (string | false | undefined)[]) =>
  parts.filter((part) => typeof part === 'string').join(', ');

/** What must be taken on trust, because neither the seed nor other data determine it. */
export function claimsOf(
  { verifiable }: Pick<Pipeline, 'verifiable'>,
  { record, manifest, latencies }: Omit<Evidence, 'experiment' | 'results'>,
): readonly string[] {
  const { machine, versions, incidents = [], title_page: titlePage } = record;
  const claims: (string | false | undefined)[] = [
    latencies !== undefined &&
      'that the latencies in the histograms were measured, on this machine and at this time',
    ...(verifiable?.claims({ record, latencies }) ?? [
      'the results, and all that the pipeline recorded: it does not say what its seed determines',
    ]),
    `that the run began at ${record.started_at}, and the times of its phases`,
    incidents.length === 0
      ? 'that no service died or was suspended while the run needed it'
      : `what happened to the services: ${list(incidents.map(({ service, what, at_s: at }) => `${service} ${what} at ${at.toFixed(1)} s`))}`,
    titlePage?.authors && `that the authors are ${titlePage.authors.join(', ')}`,
    machine && `the machine: ${list([machine.cpu, `${machine.cores} cores`, machine.os])}`,
    versions &&
      `the versions: ${list(toolsOf(versions).map(({ name, version }) => `${name} ${version ?? '(unknown)'}`))}`,
    manifest &&
      `the commit ${manifest.code.git_commit ?? '(none)'} and the locked packages, the limits of the process${manifest.topics.length > 0 ? ', JVM flags and the topics' : ' and JVM flags'}`,
    record.notebooks !== undefined && 'the outputs of the notebooks, of which the record has hashes',
    record.error && `that the run ended in phase ${record.error.phase}: ${record.error.message}`,
  ];
  return claims.filter((claim) => typeof claim === 'string');
}
