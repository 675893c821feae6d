import type {Problem, ProblemField} from './generated/schemas.js';

/** What the server answered when it did not do what was asked. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The HTTP status. */
  readonly status: number;
  /** Stable; what programs should read. `unreadable` where something before the server answered. */
  readonly code: string;
  /** Quote it when you ask for help. */
  readonly requestId: string | undefined;
  /** Every field that needs attention. */
  readonly errors: readonly ProblemField[];
  /** Seconds after which the server wants to be asked again. */
  readonly retryAfter: number | undefined;
  /** Facts that go with the code. */
  readonly meta: Readonly<Record<string, unknown>>;

  constructor(response: Response, body: string) {
    const problem = read(body);
    super(problem.detail ?? `The answer was ${response.status}, and no problem document.`);
    this.status = response.status;
    this.code = problem.code ?? 'unreadable';
    this.requestId = problem.request_id ?? response.headers.get('X-Request-Id') ?? undefined;
    this.errors = problem.errors ?? [];
    this.retryAfter = seconds(response.headers.get('Retry-After'));
    this.meta = problem.meta ?? {};
  }
}

/** No answer came: it is not known whether the server did what was asked. `cause` says why. */
export class ConnectionError extends Error {
  override readonly name: string = 'ConnectionError';
}

/** No answer came in time. */
export class TimeoutError extends ConnectionError {
  override readonly name = 'TimeoutError';
}

function read(body: string): Partial<Problem> {
  try {
    const problem: unknown = JSON.parse(body);
    return typeof problem === 'object' && problem !== null ? problem : {};
  } catch {
    return {};
  }
}

// seconds reads Retry-After, which is a number of them or a date.
function seconds(header: string | null): number | undefined {
  if (!header) return undefined;
  const wait = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
