import { z } from 'zod';
import { type Axis, sweepSchemaOf } from './axes.js';
import { type BaseExperiment, type ExperimentKind, resolveExperiment } from './experiment.js';
import { parseSettings } from './parse-settings.js';

/** What a sweep varies: the values of each axis that it lists, by the axis' id, and how often each combination is run. */
export const sweepSchema = z.object({ repetitions: z.int() }).catchall(z.array(z.number()));
export type Sweep = z.output<typeof sweepSchema>;

/** @throws UsageError BAD_EXPERIMENT naming every wrong key, its value and what is allowed. */
export const parseSweep = <C extends BaseExperiment>(
  kind: ExperimentKind<C>,
  raw: unknown,
  source: string,
): Sweep => sweepSchema.parse(parseSettings(sweepSchemaOf(kind.axes), raw, source));

const valuesOf = (sweep: Sweep, { id }: Pick<Axis<never>, 'id'>): readonly number[] | undefined => sweep[id];

/** One combination: where it stands on every axis, those that are not varied too. */
export interface GridPoint<C extends BaseExperiment = BaseExperiment> {
  /** Values by the id of the axis. */
  readonly settings: Readonly<Record<string, number>>;
  readonly experiment: C;
}

/** The axes that it lists, if only with one value. */
export const listedAxes = <C>(axes: readonly Axis<C>[], sweep: Sweep): readonly Axis<C>[] =>
  axes.filter((axis) => valuesOf(sweep, axis) !== undefined);

/** The axes with more than one value. */
export const variedAxes = <C>(axes: readonly Axis<C>[], sweep: Sweep): readonly Axis<C>[] =>
  axes.filter((axis) => (valuesOf(sweep, axis)?.length ?? 0) > 1);

/**
 * Every combination as an experiment of its own, checked like one from a file.
 *
 * @throws UsageError BAD_EXPERIMENT as {@link resolveExperiment}.
 */
export function gridPoints<C extends BaseExperiment>(
  kind: ExperimentKind<C>,
  experiment: C,
  sweep: Sweep,
): readonly GridPoint<C>[] {
  const combinations = listedAxes(kind.axes, sweep).reduce<readonly GridPoint<C>[]>(
    (found, axis) =>
      found.flatMap(({ settings, experiment: each }) =>
        (valuesOf(sweep, axis) ?? []).map((value) => ({
          settings: { ...settings, [axis.id]: value },
          experiment: { ...each, ...axis.with(each, value) },
        })),
      ),
    [{ settings: {}, experiment }],
  );
  return combinations.map(({ settings, experiment: { name, ...raw } }, index) => {
    const point = resolveExperiment(kind, raw, `${name}-c${index + 1}`, `sweep of ${name}`);
    const others = Object.fromEntries(kind.axes.map((axis) => [axis.id, axis.of(point)]));
    return { settings: { ...others, ...settings }, experiment: point };
  });
}
