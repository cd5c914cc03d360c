import type { Addresses, ComponentName } from '../config/service-variables.js';
import type { SparkRemote } from '../config/spark-remote.js';
import { ALL_COMPONENTS, COMPONENTS, type UsualComponent } from './components/index.js';
import { type Component } from './component.js';
import { EMBEDDED } from './holdings.js';
import { tcpText } from './tcp.js';

/** One component that can be used. */
export interface RunningComponent<A> {
  readonly address: A;
  readonly isEmbedded: boolean;
  /** Whether it was started for the caller as a whole: nobody has used it before. */
  readonly isNew: boolean;
}

/** Where the components that were asked for answer, and which processes were started for it. */
export type Services<N extends ComponentName = UsualComponent> = {
  readonly [C in N]: RunningComponent<Addresses[C]>;
} & {
  /** Names of the processes that were started for the caller; empty when it joined what ran. */
  readonly started: readonly string[];
  /** Names of the processes to stop when whoever started them is done: not those that repaired what ran before. */
  readonly stopAfterUse: readonly string[];
};

/** Services of which any component may be absent. */
export type AnyServices = Partial<Services<ComponentName>>;

/** The components that services consist of, each with its address. */
export const componentsOf = (
  services: AnyServices,
): readonly (RunningComponent<unknown> & { readonly component: Component })[] =>
  ALL_COMPONENTS.flatMap((component) => {
    const running = services[component.name];
    return running === undefined ? [] : [{ ...running, component }];
  });

/** By what a later process knows a component again. */
const placeOf = (component: Component, { address, isEmbedded }: RunningComponent<unknown>): string =>
  isEmbedded ? EMBEDDED : component.hosts(address).map(tcpText).join(',');

export const kafkaPlace = ({ kafka }: Pick<Services, 'kafka'>): string => placeOf(COMPONENTS.kafka, kafka);
export const sparkPlace = ({ spark }: Pick<Services, 'spark'>): string => placeOf(COMPONENTS.spark, spark);

/** Where the session with these ids answers. */
export const sessionRemote = (
  remote: SparkRemote,
  { sessionId, userId }: { readonly sessionId: string; readonly userId: string },
): SparkRemote => remote.with({ session_id: sessionId, user_id: userId });
