import { describe, expect, it } from 'vitest';
import { barFaces, heightTicks, polygon, project } from '../../src/charts/isometric.js';

const view = { originX: 100, originY: 50, halfWidth: 20, halfHeight: 10 };

describe('project', () => {
  it('sends one floor axis to the lower right, the other to the lower left, and height straight up', () => {
    expect(project(view, 0, 0)).toEqual({ x: 100, y: 50 });
    expect(project(view, 1, 0)).toEqual({ x: 120, y: 60 });
    expect(project(view, 0, 1)).toEqual({ x: 80, y: 60 });
    expect(project(view, 1, 1, 30)).toEqual({ x: 100, y: 40 });
  });
});

describe('barFaces', () => {
  it('shares the upper edges of its sides with its top', () => {
    const { top, left, right } = barFaces(view, 0, 0, 40, 1);
    expect(top).toBe('M100,10L120,20L100,30L80,20Z');
    expect(left).toBe('M80,20L100,30L100,70L80,60Z');
    expect(right).toBe('M100,30L120,20L120,60L100,70Z');
  });

  it('stands in the middle of its cell', () => {
    expect(barFaces(view, 2, 3, 0, 0.5).top).toBe(
      polygon(
        project(view, 2.25, 3.25),
        project(view, 2.75, 3.25),
        project(view, 2.75, 3.75),
        project(view, 2.25, 3.75),
      ),
    );
  });
});

describe('heightTicks', () => {
  it.each([
    [1451, 4, [0, 500, 1000, 1500]],
    [20, 4, [0, 5, 10, 15, 20]],
    [3, 4, [0, 1, 2, 3]],
    [1, 4, [0, 1]],
    [8_700_000, 3, [0, 5_000_000, 10_000_000]],
  ])('covers %d', (max, count, ticks) => {
    expect(heightTicks(max, count)).toEqual(ticks);
  });
});
