import { type Component, isOf } from './component.js';

interface Named {
  readonly name: string;
}

/** The processes of a start. */
export interface StartOf {
  /** On record before it. */
  readonly known: readonly Named[];
  /** Of these, what ran. */
  readonly running: readonly Named[];
  readonly started: readonly Named[];
}

/**
 * Names of the processes to stop when whoever started them is done. What was started of a component that belonged to the
 * services before is a repair, and they would not be whole without it; after a reboot nothing runs of what is on record,
 * and all belongs to the start.
 */
export function stopAfterUse(
  components: readonly Component[],
  { known, running, started }: StartOf,
): readonly string[] {
  const anyRan = components.some((component) => running.some((daemon) => isOf(component, daemon)));
  const repaired = components.filter(
    (component) => anyRan && known.some((daemon) => isOf(component, daemon)),
  );
  return started
    .filter((daemon) => !repaired.some((component) => isOf(component, daemon)))
    .map(({ name }) => name);
}
