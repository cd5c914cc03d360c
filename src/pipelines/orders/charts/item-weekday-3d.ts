import type { Mark } from 'vega';
import type { Analysis } from '../analysis/results.js';
import { CURRENCY } from '../data/catalogue.js';
import {
  barFaces,
  heightTicks,
  polygon,
  project,
  type Isometry,
  type Point,
} from '../../../charts/isometric.js';
import { noData } from '../../../charts/no-data.js';
import { vegaChart, type ChartSpec } from '../../../charts/spec.js';
import { CHART_WIDTH, COLOR, SEQUENTIAL } from '../../../charts/theme.js';

const HEIGHT = 486;
const VIEW: Isometry = { originX: 270, originY: 172, halfWidth: 29, halfHeight: 17 };
/** How steeply the floor's edges fall. */
const SLOPE_DEGREES = (Math.atan2(VIEW.halfHeight, VIEW.halfWidth) * 180) / Math.PI;
/** Height of the vertical scale. */
const WALL_PX = 150;
const FOOTPRINT = 0.6;
/** Lightness of a bar's faces against the colour of the legend, as if light fell from the upper left. */
const LIGHT = { top: 1, left: 0.9, right: 0.77 };

/** A Vega expression: the revenue's colour, darkened; its chroma falls half as much, lest the sides look grey. */
const BASE = "lab(scale('revenue', datum.revenue))";
const SHADED_COLOR = `lab(${BASE}.l * datum.light, ${BASE}.a * (1 + datum.light) / 2, ${BASE}.b * (1 + datum.light) / 2)`;

const segment = (from: Point, to: Point) => ({ x: from.x, y: from.y, x2: to.x, y2: to.y });

/** Items by falling quantity: the tall bars stand at the back, where they hide nothing. */
function itemsByQuantity(cells: Analysis['item_weekday']): readonly string[] {
  const totals = new Map<string, number>();
  for (const { item, quantity } of cells) totals.set(item, (totals.get(item) ?? 0) + quantity);
  return [...totals].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).map(([item]) => item);
}

function weekdaysInOrder(cells: Analysis['item_weekday']): readonly string[] {
  const names = new Map(cells.map((cell) => [cell.weekday_num, cell.weekday_name]));
  return [...names].sort(([x], [y]) => x - y).map(([, name]) => name);
}

/**
 * Pieces sold by item and weekday as upright bars on a floor, coloured by revenue. Items run along the left edge of
 * the floor, weekdays along the right one with Monday in front.
 */
export function itemWeekday3d(cells: Analysis['item_weekday']): ChartSpec {
  const most = Math.max(0, ...cells.map(({ quantity }) => quantity));
  if (most === 0) return noData('no order was sold on any weekday');

  const items = itemsByQuantity(cells);
  const weekdays = weekdaysInOrder(cells);
  const ticks = heightTicks(most, 4);
  const revenueTicks = heightTicks(Math.max(...cells.map(({ revenue }) => revenue)), 3);
  const up = (quantity: number) => (quantity / (ticks.at(-1) ?? most)) * WALL_PX;
  const [spanA, spanB] = [items.length, weekdays.length];
  const at = (a: number, b: number, height = 0) => project(VIEW, a, b, height);

  // Back to front, so that what is near covers what is far.
  const faces = cells
    .filter(({ quantity }) => quantity > 0)
    .map((cell) => ({ ...cell, a: items.indexOf(cell.item), b: spanB - 1 - cell.weekday_num }))
    .sort((x, y) => x.a + x.b - (y.a + y.b))
    .flatMap(({ item, weekday_name: weekday, quantity, revenue, a, b }) => {
      const { left, right, top } = barFaces(VIEW, a, b, up(quantity), FOOTPRINT);
      return [
        { item, weekday, quantity, revenue, path: left, light: LIGHT.left },
        { item, weekday, quantity, revenue, path: right, light: LIGHT.right },
        { item, weekday, quantity, revenue, path: top, light: LIGHT.top },
      ];
    });

  return vegaChart({
    width: CHART_WIDTH,
    height: HEIGHT,
    padding: 0,
    data: [
      {
        name: 'walls',
        values: [
          { path: polygon(at(0, 0), at(0, spanB), at(0, spanB, WALL_PX), at(0, 0, WALL_PX)) },
          { path: polygon(at(0, 0), at(spanA, 0), at(spanA, 0, WALL_PX), at(0, 0, WALL_PX)) },
        ],
      },
      {
        name: 'grid',
        values: [
          ...[...items, ''].map((_, a) => segment(at(a, 0), at(a, spanB))),
          ...[...weekdays, ''].map((_, b) => segment(at(0, b), at(spanA, b))),
          ...ticks
            .slice(1)
            .flatMap((tick) => [
              segment(at(0, spanB, up(tick)), at(0, 0, up(tick))),
              segment(at(0, 0, up(tick)), at(spanA, 0, up(tick))),
            ]),
        ],
      },
      {
        name: 'edges',
        values: [
          segment(at(0, spanB), at(spanA, spanB)),
          segment(at(spanA, spanB), at(spanA, 0)),
          segment(at(0, spanB), at(0, spanB, WALL_PX)),
        ],
      },
      { name: 'faces', values: faces },
      { name: 'items', values: items.map((text, a) => ({ ...at(a + 0.5, spanB), text })) },
      {
        name: 'weekdays',
        values: weekdays.map((text, weekday) => ({ ...at(spanA, spanB - 0.5 - weekday), text })),
      },
      {
        name: 'ticks',
        values: ticks.map((tick) => ({ ...at(0, spanB, up(tick)), text: tick.toLocaleString('en-GB') })),
      },
    ],
    scales: [
      {
        name: 'revenue',
        type: 'linear',
        range: [...SEQUENTIAL],
        domain: [0, revenueTicks.at(-1) ?? 0],
      },
    ],
    legends: [
      {
        fill: 'revenue',
        title: `Revenue (${CURRENCY})`,
        orient: 'none',
        legendX: 492,
        legendY: 12,
        direction: 'horizontal',
        gradientLength: 130,
        gradientThickness: 10,
        values: [...revenueTicks],
      },
    ],
    marks: [
      paths('walls', { value: COLOR.wall }),
      rules('grid', COLOR.line, 0.7),
      paths('faces', { signal: SHADED_COLOR }),
      rules('edges', COLOR.muted, 1),
      labels('items', 'right', { dx: -8, dy: 6 }),
      labels('weekdays', 'left', { dx: 8, dy: 6 }),
      labels('ticks', 'right', { dx: -7, dy: 0 }),
      title('Item', at(spanA / 2, spanB), { dx: -62, dy: 40 }, SLOPE_DEGREES),
      title('Weekday', at(spanA, spanB / 2), { dx: 62, dy: 40 }, -SLOPE_DEGREES),
      title('Quantity sold (pieces)', at(0, spanB, WALL_PX / 2), { dx: -54, dy: 0 }, -90),
    ],
  });
}

interface Offset {
  readonly dx: number;
  readonly dy: number;
}

function paths(data: string, fill: { readonly value: string } | { readonly signal: string }): Mark {
  return {
    type: 'path',
    from: { data },
    encode: {
      enter: {
        path: { field: 'path' },
        fill,
        stroke: { value: COLOR.paper },
        strokeWidth: { value: 0.6 },
        strokeJoin: { value: 'round' },
      },
    },
  };
}

function rules(data: string, stroke: string, strokeWidth: number): Mark {
  return {
    type: 'rule',
    from: { data },
    encode: {
      enter: {
        x: { field: 'x' },
        y: { field: 'y' },
        x2: { field: 'x2' },
        y2: { field: 'y2' },
        stroke: { value: stroke },
        strokeWidth: { value: strokeWidth },
        strokeCap: { value: 'round' },
      },
    },
  };
}

function labels(data: string, align: 'left' | 'right', { dx, dy }: Offset): Mark {
  return {
    type: 'text',
    from: { data },
    encode: {
      enter: {
        x: { field: 'x', offset: dx },
        y: { field: 'y', offset: dy },
        align: { value: align },
        baseline: { value: 'middle' },
        text: { field: 'text' },
      },
    },
  };
}

function title(text: string, { x, y }: Point, { dx, dy }: Offset, angle: number): Mark {
  return {
    type: 'text',
    encode: {
      enter: {
        x: { value: x + dx },
        y: { value: y + dy },
        align: { value: 'center' },
        baseline: { value: 'middle' },
        angle: { value: angle },
        fontSize: { value: 11.5 },
        fontWeight: { value: 600 },
        text: { value: text },
      },
    },
  };
}
