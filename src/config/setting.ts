import { z } from 'zod';

declare module 'zod' {
  /** What people are shown of a setting. */
  interface GlobalMeta {
    /** With a capital, without the unit: "Duration of the load". A setting without one, such as a title, is in no table. */
    label?: string;
    /** Of its values: "s", "events/s", "messages". */
    unit?: string;
    /** What 0 means, in words, where it is no amount. */
    zero?: string;
    /** Whether the data follow from it; true by default. A setting of how they travel says false. */
    decidesData?: boolean;
    /** Whether a sweep may list several values; they must be numbers then. */
    sweepable?: boolean;
  }
}

/** A setting as its schema describes it. */
export interface Setting extends Readonly<Pick<z.GlobalMeta, 'unit' | 'zero' | 'decidesData' | 'sweepable'>> {
  readonly key: string;
  readonly label: string;
  readonly description: string | undefined;
  /** Of its values, without the default. */
  readonly schema: z.ZodType;
}

const withoutDefault = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodDefault || schema instanceof z.ZodOptional
    ? withoutDefault(schema.unwrap() as z.ZodType)
    : schema;

/** The settings of a schema that have a label, in its order: tables, sweeps and help are made from these. */
export function settingsOf(schema: z.ZodObject): readonly Setting[] {
  return Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>).flatMap(([key, value]) => {
    const { label, unit, zero, decidesData, sweepable, description } = value.meta() ?? {};
    if (label === undefined) return [];
    return [
      {
        key,
        label,
        description,
        schema: withoutDefault(value),
        ...(unit !== undefined && { unit }),
        ...(zero !== undefined && { zero }),
        ...(decidesData !== undefined && { decidesData }),
        ...(sweepable !== undefined && { sweepable }),
      },
    ];
  });
}
