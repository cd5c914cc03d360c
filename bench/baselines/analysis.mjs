/**
 * Our analysis as a process of its own, compiled as users run it: reading what was committed, and everything that the report
 * says of the orders. Argument: options of `analyzeOrders` and its folder as JSON. Prints seconds and peak memory.
 */
/** @type {unknown} */
const argument = JSON.parse(process.argv[2] ?? '');
const { ordersFolder, ...options } =
  /** @type {import('../../src/pipelines/orders/analysis/collect.js').AnalysisOptions & { ordersFolder: string }} */ (
    argument
  );
const startedMs = performance.now();
/** @type {unknown} */
const compiled = await import(
  new URL('../../dist/pipelines/orders/analysis/analyze.js', import.meta.url).href
);
const { analyzeOrders } = /** @type {typeof import('../../src/pipelines/orders/analysis/analyze.js')} */ (
  compiled
);
const { cleaning } = await analyzeOrders(ordersFolder, options);
const totalSeconds = (performance.now() - startedMs) / 1000;
const peakMb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ rows: cleaning.rows_kept, total_s: totalSeconds, peak_mb: peakMb }));
