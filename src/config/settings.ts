import { join } from 'node:path';
import { projectPaths, PROJECT_ROOT, type ProjectPaths } from './paths.js';
import { type Addresses, type ComponentName, parsePorts, SERVICE_VARIABLES } from './service-variables.js';

/** What the environment decides, resolved once at the start of a command. */
export interface Settings {
  readonly paths: ProjectPaths;
  /** Services to use instead of the embedded ones. */
  readonly external: Partial<Addresses>;
  /** Ports that were asked for; a taken one is then an error instead of a reason to look for another. */
  readonly askedPorts: { readonly [N in ComponentName]?: readonly number[] };
  readonly java: string;
}

/**
 * Reads the settings from environment variables.
 *
 * @throws UsageError BAD_SETTING naming the variable, its value and what is allowed.
 */
export function resolveSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const external: Partial<Record<ComponentName, unknown>> = {};
  const askedPorts: Partial<Record<ComponentName, readonly number[]>> = {};
  for (const name of Object.keys(SERVICE_VARIABLES) as ComponentName[]) {
    const variables = SERVICE_VARIABLES[name];
    const address = env[variables.variable];
    if (address) external[name] = variables.parse(address);
    const ports = env[variables.portsVariable];
    if (ports) askedPorts[name] = parsePorts(ports, variables);
  }
  const javaHome = env['JAVA_HOME'];
  return {
    paths: projectPaths(env['STREAMBOOK_HOME'] ?? PROJECT_ROOT),
    external: external as Partial<Addresses>,
    askedPorts,
    java: javaHome ? join(javaHome, 'bin', 'java') : 'java',
  };
}
