type Align = 'left' | 'right';

/** Rows as text, each column as wide as its widest cell. */
export function columns(rows: readonly (readonly string[])[], align: readonly Align[]): string {
  const widths = align.map((_, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          align[column] === 'right' ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
