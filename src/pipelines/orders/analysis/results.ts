import { z } from 'zod';
import { measurementsSchema } from '../../../runs/measurements.js';
import { proportionSchema } from '../../../stats/proportion.js';

/**
 * What the analysis finds, as plain data: charts and report are drawn from this alone, so any stored run can
 * be rendered again. Money is in the currency of the catalogue's prices, rounded to two decimals.
 */
const count = z.int().min(0);
const money = z.number();
/** Absent in results of earlier versions, of which no difference can be called supported. */
const valueDeviation = money.min(0).optional().describe('Standard deviation of the order value');

const cleaningSchema = z.strictObject({
  rows_read: count.describe('Rows of valid orders in the committed files'),
  dropped: z
    .array(z.strictObject({ reason: z.string(), rows: count }))
    .describe('Every check, those that dropped none too'),
  rows_kept: count,
});

const totalsSchema = z.strictObject({
  orders: count,
  revenue: money,
  quantity: count,
  mean_order_value: money,
  median_order_value: money,
  first_purchase_date: z.string().nullable(),
  last_purchase_date: z.string().nullable(),
  weekend_revenue_share: z.number().min(0).max(1),
  value_sd: valueDeviation,
});

const itemWeekdaySchema = z.strictObject({
  item: z.string(),
  weekday_num: z.int().min(0).max(6).describe('Monday 0'),
  weekday_name: z.string(),
  orders: count,
  quantity: count,
  revenue: money,
});

const weekdayHourSchema = z.strictObject({
  weekday_num: z.int().min(0).max(6),
  weekday_name: z.string(),
  hour_of_day: z.int().min(0).max(23),
  orders: count,
  revenue: money,
});

const paretoSchema = z.strictObject({
  item: z.string(),
  category: z.string(),
  orders: count.optional(),
  quantity: count,
  revenue: money,
  share: z.number().min(0).max(1),
  cumulative_share: z.number().min(0).max(1.000001),
  value_sd: valueDeviation,
});

const rankingSchema = z
  .array(
    z.strictObject({
      name: z.string(),
      orders: count,
      revenue: money,
      share: z.number().min(0).max(1),
      value_sd: valueDeviation,
    }),
  )
  .describe('By falling revenue, ties by name or by the calendar; only what occurs');

const rankingsSchema = z.strictObject({
  categories: rankingSchema,
  weekdays: rankingSchema,
  hours: rankingSchema.describe('Named by the hour at which they begin, "09:00"'),
  sales_channels: rankingSchema,
  payment_methods: rankingSchema,
});

const channelPaymentSchema = z.strictObject({
  sales_channel: z.string(),
  payment_method: z.string(),
  orders: count,
  min: money,
  q1: money,
  median: money,
  median_low: money
    .optional()
    .describe('With median_high: the interval that holds the true median, for all groups at once with 95 %'),
  median_high: money.optional(),
  q3: money,
  max: money,
  mean: money,
  whisker_low: money.describe('Smallest value not under q1 - 1.5 x (q3 - q1) (Tukey)'),
  whisker_high: money.describe('Largest value not over q3 + 1.5 x (q3 - q1) (Tukey)'),
  outliers: count,
});

const qualitySchema = z.strictObject({
  invalid_rows: count.describe('Rows of this run that were committed as invalid'),
  reasons: z
    .array(z.strictObject({ reason: z.string(), rows: count }))
    .describe('A row counts once for each of its reasons'),
  modes: z
    .array(
      z.strictObject({
        mode: z.string().describe('Injected fault type, or "none" for the valid producer'),
        rows: count.describe('Rows that were committed with this fault type'),
        detected: count.describe(
          'Of these, rows that were committed as invalid with every reason that the fault type must raise; for "none", false alarms',
        ),
        reasons: z.array(z.strictObject({ reason: z.string(), rows: count })),
      }),
    )
    .describe('Injected fault types against the reasons found'),
});

const truthSchema = z
  .strictObject({
    confusion: z.array(
      z.strictObject({
        injected: z.string().describe('Injected fault type, or "none"'),
        taken_for: z
          .array(z.strictObject({ mode: z.string(), rows: count }))
          .describe('"none" was committed as valid; "other" has reasons that no fault type raises together'),
      }),
    ),
    modes: z.array(
      z.strictObject({
        mode: z.string(),
        injected: count,
        taken: count.describe('Rows for which this fault type was predicted'),
        precision: proportionSchema.describe(
          'Of the rows for which it was predicted, those that it was injected into',
        ),
        recall: proportionSchema.describe('Of the rows that it was injected into, those taken for it'),
      }),
    ),
    misread_rows: count,
    misread: z
      .array(
        z.strictObject({
          producer: z.string(),
          sequence: count,
          injected: z.string(),
          taken_for: z.string(),
          reasons: z.array(z.string()),
        }),
      )
      .describe('Missed, false and mistaken ones: the first hundred of them'),
  })
  .describe('Injected fault types, the ground truth, against those that the found reasons point to');
export type Truth = z.infer<typeof truthSchema>;

export const analysisSchema = z.strictObject({
  cleaning: cleaningSchema,
  totals: totalsSchema,
  item_weekday: z.array(itemWeekdaySchema).describe('All items x all weekdays, zeros included'),
  weekday_hour: z.array(weekdayHourSchema).describe('All weekdays x all hours, zeros included'),
  pareto: z.array(paretoSchema).describe('Items that were sold, by falling revenue'),
  channel_payment: z
    .array(channelPaymentSchema)
    .describe('Combinations that occur, in the order of the catalogue of channels and payment methods'),
  cities: z
    .array(
      z.strictObject({ store_city: z.string(), orders: count, revenue: money, value_sd: valueDeviation }),
    )
    .describe('By falling revenue'),
  rankings: rankingsSchema.describe("For the report's text"),
  quality: qualitySchema,
  truth: truthSchema,
});
export type Analysis = z.infer<typeof analysisSchema>;

/** `results.json` of a run. */
export const resultsSchema = z.strictObject({ analysis: analysisSchema, measurements: measurementsSchema });
export type Results = z.infer<typeof resultsSchema>;
