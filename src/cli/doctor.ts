import type { Settings } from '../config/settings.js';
import { browserCandidates } from '../report/browser.js';
import { firstLine } from '../runtime/errors.js';
import { waitForKafka, waitForSpark } from '../services/health.js';
import { classpathOf, javaVersion, versionOnClasspath } from '../services/jvm.js';
import { isFree, USUAL_PORTS } from '../services/ports.js';
import { embeddedStatus } from '../services/status.js';

interface Finding {
  readonly ok: boolean;
  readonly text: string;
  readonly fix?: string;
}

/** A check that fails by throwing; the error's own message holds the fix. */
async function check(what: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return { ok: true, text: `${what}: ${await look()}` };
  } catch (error) {
    return { ok: false, text: what, fix: firstLine(error) };
  }
}

async function browserFor(setupFolder: string): Promise<string> {
  for await (const { source, executablePath } of browserCandidates({ bundledFolder: setupFolder })) {
    return `${executablePath} (${source})`;
  }
  return 'none';
}

/** A usual port that another program holds is no fault: services then take a free one. */
async function portFindings(settings: Settings): Promise<readonly Finding[]> {
  const status = await embeddedStatus(settings);
  const ours = new Set(status.flatMap(({ ports }) => ports));
  const asked = [
    ...(settings.kafkaPorts ?? []),
    ...(settings.sparkPort === undefined ? [] : [settings.sparkPort]),
  ];
  const usual = [...USUAL_PORTS.brokers, ...USUAL_PORTS.controllers, USUAL_PORTS.spark];
  return Promise.all(
    [...new Set([...asked, ...usual])].map(async (port): Promise<Finding> => {
      if (ours.has(port)) return { ok: true, text: `port ${port}: used by this project's services` };
      if (await isFree(port)) return { ok: true, text: `port ${port}: free` };
      return asked.includes(port)
        ? {
            ok: false,
            text: `port ${port}: taken, but asked for`,
            fix: 'name another in STREAMBOOK_KAFKA_PORTS or STREAMBOOK_SPARK_PORT',
          }
        : { ok: true, text: `port ${port}: taken; another will be chosen` };
    }),
  );
}

function externalFindings({ externalKafka, externalSpark }: Settings): Promise<Finding>[] {
  const common = { embedded: false, ensureAlive: () => Promise.resolve(), signal: undefined };
  return [
    ...(externalKafka === undefined
      ? []
      : [
          check(
            `external Kafka ${externalKafka}`,
            async () => (await waitForKafka({ address: externalKafka, ...common }), 'answers'),
          ),
        ]),
    ...(externalSpark === undefined
      ? []
      : [
          check(
            `external Spark ${externalSpark.toString()}`,
            async () => (await waitForSpark({ address: externalSpark, ...common }), 'answers'),
          ),
        ]),
  ];
}

/**
 * The part of `doctor` that looks at versions, ports, the browser and external services; prerequisites and set-up have
 * been looked at before.
 *
 * @returns Whether all is well.
 */
export async function doctor(settings: Settings): Promise<boolean> {
  const { setup } = settings.paths;
  const jars = (service: 'kafka' | 'spark', artifact: string) => async () =>
    versionOnClasspath(await classpathOf(service, setup), artifact) ?? 'unknown version';
  const findings = await Promise.all([
    check('Java for the services', () => javaVersion(settings.java)),
    check('Kafka', jars('kafka', 'kafka_2.13')),
    check('Spark', jars('spark', 'spark-connect_2.13')),
    check('browser for the PDF', () => browserFor(setup)),
    ...externalFindings(settings),
  ]);
  const all = [...findings, ...(await portFindings(settings))];
  for (const { ok, text, fix } of all)
    console.log(ok ? `ok       ${text}` : `MISSING  ${text}\n         fix: ${fix}`);
  return all.every(({ ok }) => ok);
}
