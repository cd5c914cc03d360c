import { describe, expect, it } from 'vitest';
import * as streambook from '../../../../src/pipelines/orders/index.js';
import { course } from '../../../../src/pipelines/orders/notebooks/course.js';
import type { OrdersSandbox } from '../../../../src/pipelines/orders/notebooks/sandbox.js';

/** As far as a check of arguments looks at a sandbox. */
const sandbox = {
  id: 'sandbox-03',
  runs: {},
  experiment: {},
  pipeline: course.pipeline,
} as unknown as OrdersSandbox;

const experiment = await streambook.loadExperiment(streambook.resolveSettings().paths.experiments, 'quick');

const messageOf = async (call: () => unknown): Promise<string> => {
  try {
    await call();
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};

/** What cells call with something that an earlier cell made. */
const OF_CELLS = [
  ...[
    'brokenRules',
    'brokerPlaces',
    'catchUp',
    'check',
    'checkpointLog',
    'closeSandbox',
    'commitLatenciesMs',
  ],
  'committedFiles',
  'compareAcks',
  'compareRuns',
  'compareTriggers',
  'describeLatencies',
  'eventKeys',
  'killBroker',
  'killQuery',
  'latencyHistogramChart',
  'ordersLedger',
  'orderEvents',
  'sandboxRun',
  'mendCluster',
  'messagesByPartition',
  'openSandbox',
  'orderFrame',
  'messagesArrive',
  'partitionMap',
  'partitionPlaces',
  'payloadFields',
  'quorumVoters',
  'resultChart',
  'runOwnExperiment',
  'sendOrders',
  'shareAboveMean',
  'sendResultTable',
  'startOrdersQuery',
  'startSandboxTracker',
  'triggerLatencyChart',
  'watchQuery',
  'withoutFaults',
] as const;

describe('a promise that was not waited for', () => {
  it.each(OF_CELLS)('%s says that it is one', async (name) => {
    const call = streambook[name] as (given: never) => unknown;
    expect(await messageOf(() => call(Promise.resolve(sandbox) as never))).toMatch(
      new RegExp(`^${name}: \\w+ is a Promise: put await before the call that makes it$`),
    );
  });
});

describe('a wrong argument is named, with what is allowed', () => {
  const any = (value: unknown) => value as never;

  it.each([
    [
      () => streambook.sendOrders(sandbox, { valid: -1, invalid: 0 }),
      'sendOrders: counts.valid is -1: must be 0 or more',
    ],
    [
      () => streambook.sendOrders(sandbox, any({ valid: 'ten', invalid: 0 })),
      'sendOrders: counts.valid is "ten": must be a number',
    ],
    [
      () => streambook.sendOrders(sandbox, any({ vaild: 3, valid: 1, invalid: 0 })),
      'sendOrders: counts has no "vaild". Did you mean "valid"? Allowed are valid, invalid',
    ],
    [
      () => streambook.sendOrders(any({ valid: 3, invalid: 0 }), any(sandbox)),
      'sendOrders: the arguments are swapped: call sendOrders(sandbox, counts)',
    ],
    [
      () => streambook.openSandbox('99'),
      'openSandbox: there is no notebook "99". There are "01", "02", "03", "04", "05", "06", "07", "08"',
    ],
    [() => streambook.openSandbox(any(3)), 'openSandbox: number is 3: must be a text'],
    [
      () => streambook.openSandbox('03', any({ sead: 1 })),
      'openSandbox: parameters has no "sead". Did you mean "seed"? Allowed are experiment, seed, rate, duration',
    ],
    [
      () => streambook.openSandbox('03', { rate: 0 }),
      'openSandbox: parameters.rate is 0: must be more than 0',
    ],
    [() => streambook.killBroker(sandbox, 3), 'killBroker: broker is 3: must be 1 or 2'],
    [
      () => streambook.runOwnExperiment(sandbox, any({ sed: 1 })),
      /^runOwnExperiment: changes has no "sed"\. Did you mean "seed"\? Allowed are title, question, seed/,
    ],
    [
      () => streambook.runOwnExperiment({ ...sandbox, experiment }, { validEventsPerSecond: -1 }),
      /^your experiment: validEventsPerSecond is -1: /,
    ],
    [
      () => streambook.committedFiles('/nowhere'),
      'committedFiles: there is no folder "/nowhere": give one that a query has written, such as sandbox.outputFolder once it runs',
    ],
    [
      () => streambook.checkpointLog('/nowhere'),
      'checkpointLog: there is no folder "/nowhere": give one that a query has written, such as sandbox.checkpointFolder once it runs',
    ],
    [
      () => streambook.commitLatenciesMs('/nowhere', 'a-run'),
      'commitLatenciesMs: there is no folder "/nowhere": give one that a query has written, such as ordersFolder(run.paths)',
    ],
    [
      () => streambook.payloadFields('{"item": '),
      /^payloadFields: payload is not JSON \(.+\): look at it as it is, with show$/,
    ],
    [
      () => streambook.orderEvents({ ...sandbox, experiment })(any('vaild'), 0, 0),
      'eventAt: producer is "vaild": must be "valid" or "invalid". Did you mean "valid"?',
    ],
  ])('%s', async (call, message) => {
    expect(await messageOf(call)).toMatch(message);
  });
});
