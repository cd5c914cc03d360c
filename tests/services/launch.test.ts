import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Component, ServiceProcess, StartContext } from '../../src/services/component.js';
import { COMPONENTS } from '../../src/services/components/index.js';
import { stopDaemon } from '../../src/services/daemon.js';
import { type Launch, launch } from '../../src/services/launch.js';
import type { StartedProcess } from '../../src/services/state.js';
import { startContext } from './support.js';

const now = () => new Date('2026-01-31T09:30:00.000Z');
const IDLE = { kind: 'native', file: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'] } as const;

/** A component of idle processes, of which each writes down what happens to it. */
function idleComponent(events: string[], ...names: readonly string[]): Component {
  const processes = names.map((name): ServiceProcess => ({
    name,
    ports: [{ name: `${name}-port`, usual: 7000 }],
    async prepare({ settings }) {
      await mkdir(join(settings.paths.services, name));
      events.push(`prepare ${name}`);
    },
    program: () => Promise.resolve(IDLE),
  }));
  return {
    ...(COMPONENTS.kafka as Component),
    title: names.join('+'),
    processes,
    prepare: () => Promise.resolve(void events.push(`prepare ${names.join('+')}`)),
  };
}

async function run(
  components: readonly Component[],
  context: StartContext & { now?: () => Date },
  known: readonly StartedProcess[] = [],
  onStarted: (daemon: StartedProcess) => void = () => undefined,
): Promise<readonly StartedProcess[]> {
  const { services } = context.settings.paths;
  await mkdir(join(services, 'logs'), { recursive: true });
  const started: StartedProcess[] = [];
  onTestFinished(async () => {
    for (const daemon of started) await stopDaemon(services, daemon);
  });
  const launches = components.flatMap((component) =>
    component.processes.map((process): Launch => ({ component, process, context })),
  );
  await launch(launches, { now, ...context }, known, (daemon) => {
    started.push(daemon);
    onStarted(daemon);
    return Promise.resolve();
  });
  return started;
}

it('components are prepared once and before their processes, all before any is started', async () => {
  const events: string[] = [];
  const context = await startContext({ 'a-port': 1, 'b-port': 2, 'c-port': 3 });
  const components = [idleComponent(events, 'a', 'b'), idleComponent(events, 'c')];
  const started = await run(components, context, [], ({ name }) => events.push(`start ${name}`));
  expect(events.slice(0, 2)).toEqual(['prepare a+b', 'prepare c']);
  expect(new Set(events.slice(2, 5))).toEqual(new Set(['prepare a', 'prepare b', 'prepare c']));
  expect(events.slice(5)).toEqual(['start a', 'start b', 'start c']);
  // Each has its own of the ports of the component.
  expect(started.map(({ ports }) => ports)).toEqual([{ 'a-port': 1 }, { 'b-port': 2 }, { 'c-port': 3 }]);
  expect(started.map(({ startedAt }) => startedAt)).toEqual(Array(3).fill('2026-01-31T09:30:00.000Z'));
  expect(context.reporter.lines).toEqual([]);
});

it('what had ended by itself is said to be started again, what was stopped is not', async () => {
  const context = await startContext();
  const before = { pid: 2 ** 30, ports: {}, startedAt: '2026-01-30', archive: null };
  await run([idleComponent([], 'a', 'b', 'c')], context, [
    { name: 'a', ...before },
    { name: 'b', ...before, stopping: true },
  ]);
  expect(context.reporter.lines).toEqual(['services: starting again what had stopped: a']);
});

it('no more is started once the signal has fired', async () => {
  const stop = new AbortController();
  const context = { ...(await startContext()), signal: stop.signal };
  const names: string[] = [];
  const running = run([idleComponent([], 'a', 'b')], context, [], ({ name }) => {
    names.push(name);
    stop.abort(new Error('enough'));
  });
  await expect(running).rejects.toThrow('enough');
  expect(names).toEqual(['a']);
});

it('nothing is prepared for a JVM where there is no Java', async () => {
  const events: string[] = [];
  const context = await startContext({}, { java: '/no/such/java' });
  const component = idleComponent(events, 'a');
  const jvm = { kind: 'jvm', jvmArgs: [], classpath: '', mainClass: 'Main', args: [] } as const;
  const processes = component.processes.map((each) => ({ ...each, program: () => Promise.resolve(jvm) }));
  await expect(run([{ ...component, processes }], context)).rejects.toMatchObject({ code: 'JAVA_MISSING' });
  expect(events).toEqual([]);
  expect(existsSync(join(context.settings.paths.services, 'a'))).toBe(false);
});
