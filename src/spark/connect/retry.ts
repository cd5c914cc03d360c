import { serverDelayMs } from './retry-policy.js';
import type { RetryPolicy } from './retry-policy.js';
import type { RpcError } from './transport.js';

export type RetryDecision =
  | { readonly retry: true; readonly waitMs: number }
  /** `spent`: a policy would have accepted the error, but has no try left. */
  | { readonly retry: false; readonly spent: boolean };

/** Counts the retries of one call against a list of policies: the first that accepts an error and has tries left is used. */
export class RetryBudget {
  readonly #policies: readonly RetryPolicy[];
  readonly #random: () => number;
  readonly #used: number[];

  constructor(policies: readonly RetryPolicy[], random: () => number = Math.random) {
    this.#policies = policies;
    this.#random = random;
    this.#used = policies.map(() => 0);
  }

  next(error: RpcError): RetryDecision {
    let spent = false;
    for (const [index, policy] of this.#policies.entries()) {
      if (!policy.accepts(error)) continue;
      const used = this.#used[index] ?? 0;
      if (used >= policy.maxRetries) {
        spent = true;
        continue;
      }
      this.#used[index] = used + 1;
      return { retry: true, waitMs: this.#waitMs(policy, used, serverDelayMs(error) ?? 0) };
    }
    return { retry: false, spent };
  }

  /** To be called when the server answered, so that a call of many hours outlives more drops than one budget. */
  reset(): void {
    this.#used.fill(0);
  }

  #waitMs(policy: RetryPolicy, used: number, askedMs: number): number {
    const grown = policy.initialBackoffMs * policy.backoffMultiplier ** used;
    const ownMs = Math.min(policy.maxBackoffMs, grown);
    const waitMs = Math.max(ownMs, Math.min(askedMs, policy.maxServerDelayMs));
    return waitMs >= policy.minJitterThresholdMs ? waitMs + this.#random() * policy.jitterMs : waitMs;
  }
}
