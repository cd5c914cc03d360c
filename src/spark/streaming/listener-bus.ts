import type { ConnectClient } from '../connect/client.js';
import { readResult } from '../connect/results.js';
import { SparkProtocolError } from '../errors.js';
import type { ExecutePlanResponse } from '../gen/spark/connect/base_pb.js';
import { listenerBusCommand } from '../plan/commands.js';
import { notificationOf, startedNotification } from './listener.js';
import type { Notification, StreamingQueryListener } from './listener.js';

type Responses = AsyncGenerator<ExecutePlanResponse, void>;

/**
 * The one stream of a session by which the server tells of its streaming queries: opened for the first listener, closed
 * after the last. It lasts for hours over many connections, and gives each event once.
 */
export class ListenerBus {
  readonly #client: ConnectClient;
  readonly #listeners = new Set<StreamingQueryListener>();
  /** Set while the server sends events. */
  #reading: Promise<void> | undefined;
  #isLost = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(client: ConnectClient) {
    this.#client = client;
  }

  /** From when this is done on, no event is missed. */
  add(listener: StreamingQueryListener): Promise<void> {
    return this.#inTurn(async () => {
      this.#reading ??= this.#read(await this.#open());
      this.#listeners.add(listener);
    });
  }

  remove(listener: StreamingQueryListener): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return;
      await this.#close();
      await this.#reading;
    });
  }

  /** The server tells of a start in its answer to it, and only while the bus is open. */
  queryStarted(json: string): void {
    this.#notify(startedNotification(json));
  }

  /** To be called when the session ends, and with it the stream. */
  clear(): void {
    this.#listeners.clear();
  }

  async #open(): Promise<Responses> {
    // The server may believe in the stream that was lost, and would not open another.
    if (this.#isLost) await this.#close();
    this.#isLost = false;
    const add = listenerBusCommand({ case: 'addListenerBusListener', value: true });
    const responses = this.#client.execute(add);
    for (;;) {
      const { done, value } = await responses.next();
      if (done) throw new SparkProtocolError('The server ended the listener bus before it was open');
      const { responseType } = value;
      if (
        responseType.case === 'streamingQueryListenerEventsResult' &&
        responseType.value.listenerBusListenerAdded
      )
        return responses;
    }
  }

  async #close(): Promise<void> {
    const remove = listenerBusCommand({ case: 'removeListenerBusListener', value: true });
    await readResult(this.#client.execute(remove), 'streamingQueryListenerEventsResult');
  }

  async #read(responses: Responses): Promise<void> {
    let reason: unknown = 'the server ended it';
    try {
      for await (const { responseType } of responses) {
        if (responseType.case !== 'streamingQueryListenerEventsResult') continue;
        for (const event of responseType.value.events) this.#notify(notificationOf(event));
      }
    } catch (error) {
      reason = error;
    }
    this.#reading = undefined;
    if (this.#listeners.size === 0) return;
    this.#listeners.clear();
    this.#isLost = true;
    warn('The stream of query events is lost, and its listeners are removed: add them again', reason);
  }

  #notify(notification: Notification): void {
    for (const listener of this.#listeners) void notify(listener, notification);
  }

  /** Adding and removing wait for each other. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

async function notify(listener: StreamingQueryListener, notification: Notification): Promise<void> {
  try {
    await notification(listener);
  } catch (error) {
    warn('A streaming query listener failed', error);
  }
}

function warn(what: string, reason: unknown): void {
  const why = reason instanceof Error ? reason.message : String(reason);
  process.emitWarning(`${what} (${why})`, 'SparkWarning');
}
