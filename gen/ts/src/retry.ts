import {ApiError, ConnectionError} from './error.js';

const passing = new Set([408, 429, 502, 503, 504]);
const first = 500;
const longest = 8_000;
const patience = 60_000;

/**
 * How many milliseconds to wait before the same request is sent again after so many failures;
 * undefined: not at all. `chance` is a number from 0 up to 1. A server that asks for more than a
 * minute is not waited for.
 */
export function wait(failure: unknown, failures: number, chance: number): number | undefined {
  if (!passes(failure)) return undefined;
  const asked = failure instanceof ApiError ? (failure.retryAfter ?? 0) * 1000 : 0;
  if (asked > patience) return undefined;
  const growing = Math.min(longest, first * 2 ** (failures - 1));
  return Math.max(asked, growing * (0.5 + chance / 2));
}

// passes tells failures that another try may mend.
function passes(failure: unknown): boolean {
  if (failure instanceof ApiError) return passing.has(failure.status) || failure.code === 'idempotency_in_flight';
  return failure instanceof ConnectionError;
}

/** Waits so many milliseconds, or throws the signal's reason as soon as it is aborted. */
export function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, {once: true});
  });
}
