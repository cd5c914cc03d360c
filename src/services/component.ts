import type { ComponentName } from '../config/service-variables.js';
import type { Settings } from '../config/settings.js';
import type { Reporter } from '../core/reporter.js';
import type { Program } from './program.js';
import type { TcpAddress } from './tcp.js';

/** Ports of one component's processes, by the names that its processes give them. */
export type Ports = Readonly<Record<string, number>>;

/** A port that a process listens on. */
export interface PortNeed {
  /** Unique within the component. */
  readonly name: string;
  /** Where it is looked for first. */
  readonly usual: number;
  /** Its place in the variable that names the component's ports; absent when it cannot be asked for. */
  readonly askedAt?: number;
}

/** What a process is prepared and started with. */
export interface StartContext {
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly signal: AbortSignal | undefined;
  /** What programs are started with, before what they need themselves. */
  readonly env: NodeJS.ProcessEnv;
  /** Those of all processes of the component. */
  readonly ports: Ports;
}

/** One embedded process. Its log, data and settings lie in a folder of its name. */
export interface ServiceProcess {
  /** Unique among all components; users see it. */
  readonly name: string;
  readonly ports: readonly PortNeed[];
  /**
   * Processes that it needs until its own end: they are stopped after it. All are started side by side, because each
   * of them waits for the others by itself, which is quicker.
   */
  readonly dependsOn?: readonly string[];
  /** How many of those that depend on it must have ended before it is stopped; all by default. */
  readonly stopsAfter?: 'one' | 'all';
  /** Makes its folder and whatever must lie there before it starts; absent when its component does. */
  prepare?(context: StartContext): Promise<void>;
  /** Asked for before anything is prepared. */
  program(context: StartContext): Promise<Program>;
}

/** How to ask a component whether it can be used. */
export interface ReadyCheck {
  readonly signal: AbortSignal;
  /**
   * Where the embedded services lie, by which a server is known as this project's: two projects that start at the same
   * moment can choose the same port, and the one that loses it would take the other's answer for its own. Undefined
   * for an external server.
   */
  readonly servicesFolder: string | undefined;
}

/** A server, or some that belong together, that a run can ask for. The engine starts, watches, mends and stops it. */
export interface Component<A = unknown> {
  readonly name: ComponentName;
  /** As people call it: "Kafka". */
  readonly title: string;
  readonly processes: readonly ServiceProcess[];
  /** What it writes before it gets any work. */
  readonly diskMb: number;
  /** What is fetched at its first start, and what that takes of the disk; absent when the set-up of the project has it. */
  readonly download?: { readonly megabytes: number; readonly diskMb: number };
  /** Once before its processes are prepared: what they share. */
  prepare?(context: StartContext): Promise<void>;
  address(ports: Ports, servicesFolder: string): Promise<A>;
  /** Where it takes connections. */
  hosts(this: void, address: A): readonly TcpAddress[];
  /** What a server of its kind is called, and what it does when it is ready: "Spark Connect server", "answers a query". */
  readonly server: string;
  readonly readyWhen: string;
  /** Uses it once. @returns false, or throws, while it is not ready. */
  isReady(address: A, check: ReadyCheck): Promise<boolean>;
  /** Whether work cannot go on with these processes of it alone. */
  isLost(alive: ReadonlySet<string>): boolean;
  /** Version of the embedded one; null when it cannot be told. @throws StreambookError SETUP_INCOMPLETE. */
  version(setupFolder: string): Promise<string | null>;
}

/** A component with one process, without which it is lost. */
export const isLostWithout =
  (...names: readonly string[]) =>
  (alive: ReadonlySet<string>): boolean =>
    !names.every((name) => alive.has(name));

/** Whether a process, by its name, is one of the component's. */
export const isOf = ({ processes }: Component, { name }: { readonly name: string }): boolean =>
  processes.some((process) => process.name === name);

/** The ports of those of these processes that are the component's. */
export const portsOf = (
  component: Component,
  processes: readonly { readonly name: string; readonly ports: Ports }[],
): Ports =>
  Object.assign({}, ...processes.filter((each) => isOf(component, each)).map(({ ports }) => ports)) as Ports;
