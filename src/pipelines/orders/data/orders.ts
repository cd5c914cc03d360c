import {
  DISCOUNT_CHOICES_PCT,
  orderTotal,
  PRICE_FACTOR,
  PURCHASE_WINDOW_DAYS,
  WEEKDAYS,
} from './catalogue.js';
import { PRODUCERS, type ProducerName } from './event.js';
import type { Order } from './fields.js';
import { encodeOrderId } from './order-id.js';
import {
  catalogueEntry,
  CUSTOMER_COUNT,
  customerNumber,
  hourOfDay,
  paymentMethod,
  quantityBought,
  salesChannel,
  storeCity,
  WEEKDAY_DEMAND,
  weightedChoice,
} from './demand.js';
import { seededFaker, type SeededFaker } from '../../../producers/seeded-faker.js';

/** What decides every field of every order but `event_time_ms`. */
export interface OrderSpec {
  readonly seed: number;
  /** Last day of the 28 in which purchases lie: YYYY-MM-DD, UTC. */
  readonly referenceDate: string;
}

/** Makes the order of any sequence number, in any order of asking. */
export type OrderAt = (producer: ProducerName, sequence: number, eventTimeMs: number) => Order;

/** The stream of draws that names customers, apart from those of the producers (0, 1). */
const CUSTOMER_STREAM = PRODUCERS.length;

function customerNames({ faker, startAt }: SeededFaker, seed: number): readonly string[] {
  return Array.from({ length: CUSTOMER_COUNT }, (_, customer) => {
    startAt(seed, CUSTOMER_STREAM, customer);
    return faker.internet.username();
  });
}

const DAY_MS = 86_400_000;

interface PurchaseDay {
  readonly date: string;
  readonly weekdayNum: number;
  readonly weekdayName: string;
  readonly isWeekend: boolean;
}

function purchaseDays(referenceDate: string): readonly PurchaseDay[] {
  const lastDayMs = Date.parse(`${referenceDate}T00:00:00Z`);
  return Array.from({ length: PURCHASE_WINDOW_DAYS }, (_, daysBefore) => {
    const day = new Date(lastDayMs - daysBefore * DAY_MS);
    const weekdayNum = (day.getUTCDay() + 6) % 7;
    return {
      date: day.toISOString().slice(0, 10),
      weekdayNum,
      weekdayName: WEEKDAYS[weekdayNum] ?? '',
      isWeekend: weekdayNum >= 5,
    };
  });
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

function timeOfDay(hour: number, secondOfHour: number): string {
  return `${TWO_DIGITS[hour]}:${TWO_DIGITS[Math.floor(secondOfHour / 60)]}:${TWO_DIGITS[secondOfHour % 60]}`;
}

/**
 * A generator of valid orders. It is pure: an order depends on the spec, the producer and the sequence number
 * alone (and `event_time_ms` on what it is given), not on the clock, the machine or the orders asked for before.
 */
export function orderGenerator(spec: OrderSpec, source: SeededFaker = seededFaker()): OrderAt {
  const { faker, random, startAt } = source;
  const { seed } = spec;
  const customers = customerNames(source, seed);
  const purchaseDay = weightedChoice(
    purchaseDays(spec.referenceDate).map((day) => [day, WEEKDAY_DEMAND[day.weekdayNum] ?? 0] as const),
  );

  return (producer, sequence, eventTimeMs) => {
    startAt(seed, PRODUCERS.indexOf(producer), sequence);
    const day = purchaseDay(random());
    const hour = hourOfDay(day.isWeekend, random());
    const time = timeOfDay(hour, Math.floor(random() * 3600));
    const { item, category, basePrice } = catalogueEntry(day.isWeekend, random());
    const channel = salesChannel(hour, random());
    const quantity = quantityBought[channel](random());
    // Drawn in cents, so that rounding cannot leave the price's range.
    const unitPrice =
      faker.number.int({
        min: Math.ceil(basePrice * PRICE_FACTOR.min * 100),
        max: Math.floor(basePrice * PRICE_FACTOR.max * 100),
      }) / 100;
    const discountPct = faker.helpers.arrayElement(DISCOUNT_CHOICES_PCT);
    return {
      order_id: encodeOrderId({ seed, producer, sequence }),
      user: customers[customerNumber(random())] ?? '',
      item,
      category,
      quantity,
      unit_price: unitPrice,
      discount_pct: discountPct,
      total_amount: orderTotal(quantity, unitPrice, discountPct),
      payment_method: paymentMethod[channel](random()),
      sales_channel: channel,
      store_city: storeCity(random()),
      purchase_datetime: `${day.date}T${time}Z`,
      purchase_date: day.date,
      purchase_time: time,
      weekday_name: day.weekdayName,
      weekday_num: day.weekdayNum,
      hour_of_day: hour,
      is_weekend: day.isWeekend,
      event_time_ms: eventTimeMs,
    };
  };
}
