import { expect, test } from 'vitest';
import { col, functions as F } from '../../../src/spark/index.js';
import { onEachServer } from './on-each-server.js';

const sales = [
  { city: 'Oslo', item: 'rice', n: 1, price: 2.5 },
  { city: 'Oslo', item: 'eggs', n: 2, price: 3.5 },
  { city: 'Rome', item: 'rice', n: 3, price: 4.5 },
];

onEachServer((spark) => {
  const frame = () => spark().createDataFrame(sales, 'city STRING, item STRING, n INT, price DOUBLE');

  test('the short ways', async () => {
    const cities = frame().groupBy('city');
    const ordered = (aggregated: ReturnType<typeof frame>) => aggregated.orderBy('city').collect();
    expect(await ordered(cities.count())).toEqual([
      { city: 'Oslo', count: 2n },
      { city: 'Rome', count: 1n },
    ]);
    expect(await ordered(cities.sum('n', 'price'))).toEqual([
      { city: 'Oslo', 'sum(n)': 3n, 'sum(price)': 6 },
      { city: 'Rome', 'sum(n)': 3n, 'sum(price)': 4.5 },
    ]);
    expect(await ordered(cities.avg('price'))).toEqual(await ordered(cities.mean('price')));
    expect(await ordered(cities.min('n'))).toMatchObject([{ 'min(n)': 1 }, { 'min(n)': 3 }]);
    expect(await ordered(cities.max('n'))).toMatchObject([{ 'max(n)': 2 }, { 'max(n)': 3 }]);
  });

  test('pivot with given values and with those that are there', async () => {
    const cities = frame().groupBy('city');
    expect(await cities.pivot('item', ['rice', 'eggs']).sum('n').orderBy('city').collect()).toEqual([
      { city: 'Oslo', rice: 1n, eggs: 2n },
      { city: 'Rome', rice: 3n, eggs: null },
    ]);
    expect(await cities.pivot('item').agg(F.max('price')).orderBy('city').collect()).toEqual([
      { city: 'Oslo', eggs: 3.5, rice: 2.5 },
      { city: 'Rome', eggs: null, rice: 4.5 },
    ]);
  });

  test('rollup and cube', async () => {
    const total = F.sum('n').alias('n');
    expect(await frame().rollup('city', 'item').agg(total).orderBy('city', 'item').collect()).toEqual([
      { city: null, item: null, n: 6n },
      { city: 'Oslo', item: null, n: 3n },
      { city: 'Oslo', item: 'eggs', n: 2n },
      { city: 'Oslo', item: 'rice', n: 1n },
      { city: 'Rome', item: null, n: 3n },
      { city: 'Rome', item: 'rice', n: 3n },
    ]);
    const cube = frame().cube('city', 'item').agg(total, F.grouping('city').alias('all_cities'));
    expect(await cube.filter(col('all_cities').eq(1)).orderBy('item').collect()).toEqual([
      { city: null, item: null, n: 6n, all_cities: 1 },
      { city: null, item: 'eggs', n: 2n, all_cities: 1 },
      { city: null, item: 'rice', n: 4n, all_cities: 1 },
    ]);
  });
});
