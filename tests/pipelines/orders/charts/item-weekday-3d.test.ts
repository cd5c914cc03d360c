import { describe, expect, it } from 'vitest';
import { itemWeekday3d } from '../../../../src/pipelines/orders/charts/item-weekday-3d.js';
import { WEEKDAYS } from '../../../../src/pipelines/orders/data/catalogue.js';

const cells = ['apples', 'bread'].flatMap((item, i) =>
  WEEKDAYS.map((weekday_name, weekday_num) => ({
    item,
    weekday_num,
    weekday_name,
    orders: 1,
    quantity: weekday_num === 3 ? 0 : (i + 1) * (weekday_num + 1),
    revenue: 10 * i + weekday_num,
  })),
);

interface Values {
  readonly name: string;
  readonly values: readonly Readonly<Record<string, unknown>>[];
}

function data(name: string): Values['values'] {
  const chart = itemWeekday3d(cells);
  const sets = chart.kind === 'vega' ? (chart.spec.data as unknown as readonly Values[]) : [];
  return sets.find((set) => set.name === name)?.values ?? [];
}

describe('itemWeekday3d', () => {
  it('draws three faces of each bar, and none where nothing was sold', () => {
    const faces = data('faces');
    expect(faces).toHaveLength(3 * 2 * 6);
    expect(faces.filter((face) => face.weekday === 'Thursday')).toEqual([]);
    expect(faces).toContainEqual(
      expect.objectContaining({ item: 'bread', weekday: 'Sunday', quantity: 14, revenue: 16 }),
    );
  });

  it('puts the item that sells most at the back', () => {
    expect(data('items').map(({ text }) => text)).toEqual(['bread', 'apples']);
  });

  it('draws from the back to the front, where Monday is', () => {
    const weekdays = data('faces')
      .filter((face) => face.item === 'bread')
      .map((face) => face.weekday);
    expect([...new Set(weekdays)]).toEqual(WEEKDAYS.toReversed().filter((day) => day !== 'Thursday'));
    const lowestPoints = data('faces').map(({ path }) =>
      Math.max(
        ...String(path)
          .split(/[MLZ]/)
          .filter(Boolean)
          .map((point) => Number(point.split(',')[1])),
      ),
    );
    const ofBars = lowestPoints.filter((_, i) => i % 3 === 0);
    expect(ofBars).toEqual(ofBars.toSorted((a, b) => a - b));
  });
});
