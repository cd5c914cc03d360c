import { z } from 'zod';
import { settingsOf } from './setting.js';

type Raw = Readonly<Record<string, unknown>>;

/** What a sweep may vary: a setting, or an amount from which settings follow. */
export interface Axis<C> {
  readonly id: string;
  /** With a capital, without the unit. */
  readonly label: string;
  readonly unit?: string;
  /** What 0 means, in words, where it is no amount. */
  readonly zero?: string;
  readonly description?: string;
  /** Of one value. */
  readonly schema: z.ZodType<number>;
  of(config: C): number;
  /** The settings that change when it has this value. */
  with(config: C, value: number): Raw;
}

/** The settings that may be varied, as axes. */
export function sweepableSettings<C extends object>(schema: z.ZodObject): readonly Axis<C>[] {
  return settingsOf(schema)
    .filter(({ sweepable }) => sweepable)
    .map(({ key, label, unit, zero, description, schema: value }) => ({
      id: key,
      label,
      ...(unit !== undefined && { unit }),
      ...(zero !== undefined && { zero }),
      ...(description !== undefined && { description }),
      schema: value as z.ZodType<number>,
      of: (config) => (config as Record<string, number>)[key] as number,
      with: (_, given) => ({ [key]: given }),
    }));
}

/** What an experiment file may list under `sweep`: every combination of the values is run, each several times. */
export const sweepSchemaOf = <C>(axes: readonly Axis<C>[]) =>
  z.strictObject({
    ...Object.fromEntries(
      axes.map(({ id, schema, description }) => {
        const values = z.array(schema).min(1).max(50).optional();
        return [id, description === undefined ? values : values.describe(description)] as const;
      }),
    ),
    repetitions: z.int().min(1).max(100).default(3),
  });

/** "5 s", "as soon as possible": a value for people. */
export function axisText({ unit, zero }: Pick<Axis<unknown>, 'unit' | 'zero'>, value: number): string {
  if (value === 0 && zero !== undefined) return zero;
  return unit === undefined ? String(value) : `${value} ${unit}`;
}

/** "Trigger interval (s)": the head of a column, and the title of an axis in a chart. */
export const axisHead = ({ label, unit }: Pick<Axis<unknown>, 'label' | 'unit'>): string =>
  unit === undefined ? label : `${label} (${unit})`;
