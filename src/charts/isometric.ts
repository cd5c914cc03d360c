/**
 * A dimetric projection, as in board games: both floor axes fall away from the back corner of the picture at the
 * same angle, heights stay upright. Coordinates of the floor are in cells, heights in pixels.
 */
export interface Isometry {
  /** Where the back corner of the floor lies, in pixels. */
  readonly originX: number;
  readonly originY: number;
  /** Half the width and half the height of a cell, in pixels. */
  readonly halfWidth: number;
  readonly halfHeight: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** @param a Cells to the right and down. @param b Cells to the left and down. @param up Pixels above the floor. */
export function project(view: Isometry, a: number, b: number, up = 0): Point {
  return {
    x: round(view.originX + (a - b) * view.halfWidth),
    y: round(view.originY + (a + b) * view.halfHeight - up),
  };
}

const round = (pixels: number) => Math.round(pixels * 100) / 100;

/** A closed SVG path through the points. */
export function polygon(...points: readonly Point[]): string {
  return `M${points.map(({ x, y }) => `${x},${y}`).join('L')}Z`;
}

/** The three faces of an upright bar that are seen, as SVG paths. */
export interface BarFaces {
  readonly top: string;
  readonly left: string;
  readonly right: string;
}

/** @param footprint Part of the cell's side that the bar takes, centred in the cell. */
export function barFaces(view: Isometry, a: number, b: number, up: number, footprint: number): BarFaces {
  const margin = (1 - footprint) / 2;
  const [nearA, farA, nearB, farB] = [a + 1 - margin, a + margin, b + 1 - margin, b + margin];
  const corner = (atA: number, atB: number, height: number) => project(view, atA, atB, height);
  return {
    top: polygon(
      corner(farA, farB, up),
      corner(nearA, farB, up),
      corner(nearA, nearB, up),
      corner(farA, nearB, up),
    ),
    left: polygon(
      corner(farA, nearB, up),
      corner(nearA, nearB, up),
      corner(nearA, nearB, 0),
      corner(farA, nearB, 0),
    ),
    right: polygon(
      corner(nearA, nearB, up),
      corner(nearA, farB, up),
      corner(nearA, farB, 0),
      corner(nearA, nearB, 0),
    ),
  };
}

/** Round values from 0 past `max`, about `count` of them: steps of 1, 2 or 5 times a power of ten. */
export function heightTicks(max: number, count: number): readonly number[] {
  const rough = max / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  return Array.from({ length: Math.ceil(max / step) + 1 }, (_, i) => i * step);
}
