import { StreamingQueryEventType as EventType } from '../gen/spark/connect/commands_pb.js';
import type { StreamingQueryListenerEvent } from '../gen/spark/connect/commands_pb.js';
import { parseProgress } from './progress.js';
import type { StreamingQueryProgress } from './progress.js';

export interface QueryStartedEvent {
  readonly id: string;
  readonly runId: string;
  readonly name: string | null;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
}

export interface QueryProgressEvent {
  readonly progress: StreamingQueryProgress;
}

export interface QueryIdleEvent {
  readonly id: string;
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
}

export interface QueryTerminatedEvent {
  readonly id: string;
  readonly runId: string;
  /** Why the query failed; null after a clean end. */
  readonly exception: string | null;
  readonly errorClassOnException: string | null;
}

/** Is told of all queries of a session. What it throws is a warning and nothing more. */
export interface StreamingQueryListener {
  onQueryStarted?(event: QueryStartedEvent): void | Promise<void>;
  onQueryProgress?(event: QueryProgressEvent): void | Promise<void>;
  /** The query found no new data for a while. */
  onQueryIdle?(event: QueryIdleEvent): void | Promise<void>;
  onQueryTerminated?(event: QueryTerminatedEvent): void | Promise<void>;
}

/** Tells one listener of one event. */
export type Notification = (listener: StreamingQueryListener) => void | Promise<void>;

export function startedNotification(json: string): Notification {
  const event = JSON.parse(json) as QueryStartedEvent;
  return (listener) => listener.onQueryStarted?.(event);
}

export function notificationOf({ eventType, eventJson }: StreamingQueryListenerEvent): Notification {
  switch (eventType) {
    case EventType.QUERY_PROGRESS_EVENT: {
      const { progress } = JSON.parse(eventJson) as { readonly progress: unknown };
      const event = { progress: parseProgress(JSON.stringify(progress)) };
      return (listener) => listener.onQueryProgress?.(event);
    }
    case EventType.QUERY_IDLE_EVENT: {
      const event = JSON.parse(eventJson) as QueryIdleEvent;
      return (listener) => listener.onQueryIdle?.(event);
    }
    case EventType.QUERY_TERMINATED_EVENT: {
      const event = JSON.parse(eventJson) as QueryTerminatedEvent;
      return (listener) => listener.onQueryTerminated?.(event);
    }
    case EventType.QUERY_PROGRESS_UNSPECIFIED:
      return () => undefined;
  }
}
