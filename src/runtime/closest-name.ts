/** The number of letters to insert, remove, replace or swap with the next to make one text of the other. */
function editDistance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = at(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const isSwap = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row.push(
        Math.min(replaced, at(i - 1, j) + 1, at(i, j - 1) + 1, isSwap ? at(i - 2, j - 2) + 1 : Infinity),
      );
    }
  }
  return at(one.length, other.length);
}

/** The name that was probably meant: the closest one, when at most a third of its letters differ. */
export function closestName(given: string, names: readonly string[]): string | undefined {
  const distances = names.map((name) => ({
    name,
    distance: editDistance(given.toLowerCase(), name.toLowerCase()),
  }));
  const [closest] = distances.sort((left, right) => left.distance - right.distance);
  if (closest === undefined) return undefined;
  return closest.distance <= Math.max(1, closest.name.length / 3) ? closest.name : undefined;
}
