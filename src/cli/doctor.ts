import { SERVICE_VARIABLES } from '../config/service-variables.js';
import type { Settings } from '../config/settings.js';
import { browserCandidates } from '../report/browser.js';
import { firstLine } from '../core/errors.js';
import type { Component } from '../services/component.js';
import { ALL_COMPONENTS, COMPONENTS, USUAL_COMPONENTS } from '../services/components/index.js';
import { isFetched } from '../services/fetch.js';
import { javaVersion } from '../services/jvm.js';
import { isFree, portNeedsOf } from '../services/ports.js';
import { waitUntilReady } from '../services/ready.js';
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
  const asked = new Map(
    ALL_COMPONENTS.flatMap(({ name }) =>
      (settings.askedPorts[name] ?? []).map((port) => [port, SERVICE_VARIABLES[name].portsVariable] as const),
    ),
  );
  const usual = USUAL_COMPONENTS.flatMap((name) => portNeedsOf(COMPONENTS[name]).map((need) => need.usual));
  return Promise.all(
    [...new Set([...asked.keys(), ...usual])].map(async (port): Promise<Finding> => {
      if (ours.has(port)) return { ok: true, text: `port ${port}: used by this project's services` };
      if (await isFree(port)) return { ok: true, text: `port ${port}: free` };
      const variable = asked.get(port);
      return variable === undefined
        ? { ok: true, text: `port ${port}: taken; another will be chosen` }
        : { ok: false, text: `port ${port}: taken, but asked for`, fix: `name another in ${variable}` };
    }),
  );
}

/** What is used of a component: the embedded one, by its version, or an external one, by whether it answers. */
function componentFinding(component: Component, { external, paths }: Settings): Promise<Finding> {
  const { name, title, download } = component;
  const address = external[name];
  if (address !== undefined) {
    return check(`external ${title} ${String(address)}`, async () => {
      await waitUntilReady(component, address, { servicesFolder: undefined });
      return 'answers';
    });
  }
  return check(title, async () => {
    if (download !== undefined && !(await isFetched(component)))
      return `not fetched; its first start (streambook up --with ${name}) downloads ${download.megabytes} MB and takes ${download.diskMb} MB of disk`;
    return (await component.version(paths.setup)) ?? 'unknown version';
  });
}

/**
 * The part of `doctor` that looks at versions, ports, the browser and external services; prerequisites and set-up have
 * been looked at before.
 *
 * @returns Whether all is well.
 */
export async function doctor(settings: Settings): Promise<boolean> {
  const findings = await Promise.all([
    check('Java for the services', () => javaVersion(settings.java)),
    ...ALL_COMPONENTS.map((component) => componentFinding(component, settings)),
    check('browser for the PDF', () => browserFor(settings.paths.setup)),
  ]);
  const all = [...findings, ...(await portFindings(settings))];
  for (const { ok, text, fix } of all)
    console.log(ok ? `ok       ${text}` : `MISSING  ${text}\n         fix: ${fix}`);
  return all.every(({ ok }) => ok);
}
