/** What can be bought, how and where: the closed sets and ranges of the order event. */

/** Of every price and amount; stores are in Poland. */
export const CURRENCY = 'PLN';

export const CATEGORIES = ['dairy', 'vegetables', 'fruit', 'bakery', 'grains'] as const;

interface CatalogueItem {
  readonly item: string;
  readonly category: (typeof CATEGORIES)[number];
  /** Price before the seasonal factor, in {@link CURRENCY}. */
  readonly basePrice: number;
}

export const CATALOGUE: readonly CatalogueItem[] = [
  { item: 'yogurt', category: 'dairy', basePrice: 3.2 },
  { item: 'potatoes', category: 'vegetables', basePrice: 2.1 },
  { item: 'apples', category: 'fruit', basePrice: 2.8 },
  { item: 'bananas', category: 'fruit', basePrice: 3.1 },
  { item: 'carrots', category: 'vegetables', basePrice: 2.4 },
  { item: 'cheese', category: 'dairy', basePrice: 8.5 },
  { item: 'bread', category: 'bakery', basePrice: 4.2 },
  { item: 'rice', category: 'grains', basePrice: 5.9 },
  { item: 'pasta', category: 'grains', basePrice: 6.2 },
  { item: 'eggs', category: 'dairy', basePrice: 7.3 },
];

export const PAYMENT_METHODS = ['card', 'blik', 'cash', 'mobile_wallet'] as const;
export const SALES_CHANNELS = ['store', 'online', 'pickup'] as const;
export const STORE_CITIES = [
  'Warszawa',
  'Kraków',
  'Łódź',
  'Wrocław',
  'Poznań',
  'Gdańsk',
  'Szczecin',
  'Lublin',
] as const;
export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** Drawn from with equal chances, so half of all orders have no discount. */
export const DISCOUNT_CHOICES_PCT = [0, 0, 0, 5, 10, 15] as const;

export const QUANTITY = { min: 1, max: 20 } as const;
export const PRICE_FACTOR = { min: 0.85, max: 1.2 } as const;

/** Purchases lie within this many days before the experiment's reference date. */
export const PURCHASE_WINDOW_DAYS = 28;

/** `quantity x unit_price x (1 - discount_pct / 100)`, rounded to two decimals. */
export function orderTotal(quantity: number, unitPrice: number, discountPct: number): number {
  return Math.round(quantity * unitPrice * (100 - discountPct)) / 100;
}
