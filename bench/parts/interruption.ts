const controller = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => controller.abort(new Error(`interrupted by ${name}`)));
}

/** Fires when the bench is to end. */
export const interruption: AbortSignal = controller.signal;
