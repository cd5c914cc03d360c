import type { ConnectClient } from './connect/client.js';
import { readResult } from './connect/results.js';
import type { ResponseCase, ResponseValues } from './connect/results.js';
import type { CallOptions } from './connect/transport.js';
import type { ExecutePlanResponse, Plan } from './gen/spark/connect/base_pb.js';
import { ListenerBus } from './streaming/listener-bus.js';

/** What frames, readers, writers and queries share of their session. */
export class SessionContext {
  readonly client: ConnectClient;
  /** Put on every execution that starts while they are set. */
  readonly tags = new Set<string>();
  readonly listenerBus: ListenerBus;
  #lastPlanId = 0n;

  constructor(client: ConnectClient) {
    this.client = client;
    this.listenerBus = new ListenerBus(client);
  }

  nextPlanId(): bigint {
    this.#lastPlanId += 1n;
    return this.#lastPlanId;
  }

  execute(plan: Plan, options: CallOptions = {}): AsyncGenerator<ExecutePlanResponse, void> {
    return this.client.execute(plan, { ...options, tags: [...this.tags] });
  }

  /** Runs a command to its end and gives its result of that kind, if it came. */
  async run<C extends ResponseCase>(
    plan: Plan,
    wanted: C,
    options: CallOptions = {},
  ): Promise<ResponseValues[C] | undefined> {
    return readResult(this.execute(plan, options), wanted);
  }

  /** Runs a command that has no result. */
  async perform(plan: Plan, options: CallOptions = {}): Promise<void> {
    await this.run(plan, 'resultComplete', options);
  }
}
