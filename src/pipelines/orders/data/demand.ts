import {
  CATALOGUE,
  type PAYMENT_METHODS,
  QUANTITY,
  type SALES_CHANNELS,
  STORE_CITIES,
} from './catalogue.js';
import { WORKDAY_CURVE } from '../../../producers/day-curve.js';

/**
 * What people buy, when, where and how: the weights behind the generator. They are made up, but shaped like a
 * grocer's week, so that an analysis has something to find. Weights are integers relative to each other
 * within a list: sums of integers are exact on every machine.
 */
type Weights<T> = readonly (readonly [value: T, weight: number])[];
type SalesChannel = (typeof SALES_CHANNELS)[number];
type PaymentMethod = (typeof PAYMENT_METHODS)[number];
type CatalogueEntry = (typeof CATALOGUE)[number];

/** Turns a uniform draw from [0, 1) into a value, with chances in proportion to the weights. */
export type Choice<T> = (draw: number) => T;

export function weightedChoice<T>(weights: Weights<T>): Choice<T> {
  let total = 0;
  const upTo = weights.map(([value, weight]) => ({ value, bound: (total += weight) }));
  const last = upTo.at(-1);
  if (last === undefined) throw new RangeError('weightedChoice needs at least one value');
  return (draw) => {
    const point = draw * total;
    for (const { value, bound } of upTo) if (point < bound) return value;
    return last.value;
  };
}

/** Monday to Sunday: the week builds up to Saturday. */
export const WEEKDAY_DEMAND = [80, 75, 85, 100, 135, 150, 95] as const;

/** Hours 0 to 23 of Saturday and Sunday: late to rise, the big shopping around noon. */
const WEEKEND_HOURS = [
  4, 2, 1, 1, 1, 3, 8, 20, 45, 75, 98, 100, 92, 80, 68, 58, 50, 45, 40, 32, 24, 18, 12, 7,
];

const hours = (weights: readonly number[]) => weightedChoice(weights.map((weight, hour) => [hour, weight]));
const workdayHour = hours(WORKDAY_CURVE);
const weekendHour = hours(WEEKEND_HOURS);

export function hourOfDay(isWeekend: boolean, draw: number): number {
  return (isWeekend ? weekendHour : workdayHour)(draw);
}

/** How often an item is bought on a working day and at the weekend. */
export const ITEM_DEMAND: Readonly<Record<string, readonly [workday: number, weekend: number]>> = {
  bread: [200, 150],
  yogurt: [140, 110],
  bananas: [120, 110],
  eggs: [90, 150],
  potatoes: [95, 125],
  apples: [100, 90],
  cheese: [70, 130],
  carrots: [75, 70],
  pasta: [65, 55],
  rice: [45, 40],
};

const items = (day: 0 | 1): Choice<CatalogueEntry> =>
  weightedChoice(CATALOGUE.map((entry) => [entry, ITEM_DEMAND[entry.item]?.[day] ?? 0] as const));
const workdayItem = items(0);
const weekendItem = items(1);

export function catalogueEntry(isWeekend: boolean, draw: number): CatalogueEntry {
  return (isWeekend ? weekendItem : workdayItem)(draw);
}

/** Stores are open from 6 to 22; what is bought at night is bought online, or ordered for pickup. */
const OPENING_HOURS = { from: 6, to: 22 } as const;
const channelByDay = weightedChoice<SalesChannel>([
  ['store', 60],
  ['online', 25],
  ['pickup', 15],
]);
const channelByNight = weightedChoice<SalesChannel>([
  ['online', 85],
  ['pickup', 15],
]);

export function salesChannel(hour: number, draw: number): SalesChannel {
  const open = hour >= OPENING_HOURS.from && hour < OPENING_HOURS.to;
  return (open ? channelByDay : channelByNight)(draw);
}

/** Cash is for the counter, BLIK for the web; a little is paid in cash on delivery. */
export const paymentMethod: Readonly<Record<SalesChannel, Choice<PaymentMethod>>> = {
  store: weightedChoice([
    ['card', 50],
    ['cash', 25],
    ['mobile_wallet', 15],
    ['blik', 10],
  ]),
  online: weightedChoice([
    ['blik', 50],
    ['card', 30],
    ['mobile_wallet', 15],
    ['cash', 5],
  ]),
  pickup: weightedChoice([
    ['card', 35],
    ['blik', 30],
    ['cash', 20],
    ['mobile_wallet', 15],
  ]),
};

const quantities = (weight: (quantity: number) => number) =>
  weightedChoice(
    Array.from({ length: QUANTITY.max - QUANTITY.min + 1 }, (_, index) => index + QUANTITY.min).map(
      (quantity) => [quantity, weight(quantity)],
    ),
  );
const piecesLeft = (quantity: number) => QUANTITY.max + 1 - quantity;

/** A few pieces are carried home from the store; what is delivered is bought in bulk. */
export const quantityBought: Readonly<Record<SalesChannel, Choice<number>>> = {
  store: quantities((quantity) => piecesLeft(quantity) ** 2),
  pickup: quantities(piecesLeft),
  online: quantities((quantity) => piecesLeft(quantity) + QUANTITY.max),
};

const CITY_DEMAND = [28, 17, 12, 14, 10, 9, 6, 4] as const;
export const storeCity = weightedChoice(STORE_CITIES.map((city, index) => [city, CITY_DEMAND[index] ?? 1]));

/** Regular customers of the shop; the first ones buy most. */
export const CUSTOMER_COUNT = 5000;

/** The square of a uniform draw: a tenth of the customers makes about a third of the orders. */
export function customerNumber(draw: number): number {
  return Math.floor(draw * draw * CUSTOMER_COUNT);
}
