/** Where two sequences differ: `left[leftFrom..leftTo)` stands in place of `right[rightFrom..rightTo)`. */
export interface SequenceChange {
  readonly leftFrom: number;
  readonly leftTo: number;
  readonly rightFrom: number;
  readonly rightTo: number;
}

/** Sequences that have less than this in common are of different documents, and an exact answer tells nothing. */
const EDITS_MAX = 2000;

/** The furthest points reached with each number of edits (Myers, "An O(ND) Difference Algorithm", 1986). */
function editTrace(left: readonly string[], right: readonly string[]): readonly Int32Array[] | undefined {
  const edits = Math.min(left.length + right.length, EDITS_MAX);
  const furthest = new Int32Array(2 * edits + 3);
  const at = (diagonal: number) => furthest[diagonal + edits + 1] ?? 0;
  const trace: Int32Array[] = [];
  for (let edit = 0; edit <= edits; edit += 1) {
    trace.push(furthest.slice());
    for (let diagonal = -edit; diagonal <= edit; diagonal += 2) {
      const down = diagonal === -edit || (diagonal !== edit && at(diagonal - 1) < at(diagonal + 1));
      let x = down ? at(diagonal + 1) : at(diagonal - 1) + 1;
      while (x < left.length && x - diagonal < right.length && left[x] === right[x - diagonal]) x += 1;
      furthest[diagonal + edits + 1] = x;
      if (x >= left.length && x - diagonal >= right.length) return trace;
    }
  }
  return undefined;
}

function allAfterCommonStart(left: readonly string[], right: readonly string[]): SequenceChange {
  let same = 0;
  while (same < Math.min(left.length, right.length) && left[same] === right[same]) same += 1;
  return { leftFrom: same, leftTo: left.length, rightFrom: same, rightTo: right.length };
}

/** The changes that lead from one sequence to the other, as few as possible, in order. */
export function sequenceChanges(
  left: readonly string[],
  right: readonly string[],
): readonly SequenceChange[] {
  const trace = editTrace(left, right);
  if (trace === undefined) return [allAfterCommonStart(left, right)];
  const changes: SequenceChange[] = [];
  let [x, y] = [left.length, right.length];
  for (let edit = trace.length - 1; edit > 0; edit -= 1) {
    const furthest = trace[edit] ?? new Int32Array();
    const middle = (furthest.length - 1) / 2;
    const at = (diagonal: number) => furthest[diagonal + middle] ?? 0;
    const diagonal = x - y;
    const down = diagonal === -edit || (diagonal !== edit && at(diagonal - 1) < at(diagonal + 1));
    const fromDiagonal = down ? diagonal + 1 : diagonal - 1;
    const fromX = at(fromDiagonal);
    const fromY = fromX - fromDiagonal;
    const [toX, toY] = down ? [fromX, fromY + 1] : [fromX + 1, fromY];
    const [next] = changes;
    if (next?.leftFrom === toX && next.rightFrom === toY) {
      changes[0] = { ...next, leftFrom: fromX, rightFrom: fromY };
    } else {
      changes.unshift({ leftFrom: fromX, leftTo: toX, rightFrom: fromY, rightTo: toY });
    }
    [x, y] = [fromX, fromY];
  }
  return changes;
}
