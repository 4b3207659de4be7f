/** What a test may do to a request before GitHub sees it. */
export interface Fault {
  readonly method?: string;
  /** Matched against the path without the API prefix. */
  readonly path?: string | RegExp;
  /** How many requests it befalls; all of them unless told. */
  readonly times?: number;
  /** Answer this instead of doing anything. */
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it befalls this very request; asked for those that match. */
  readonly when?: () => boolean;
  /** Something that happens first: to the world that the request then finds. */
  readonly before?: () => Promise<unknown>;
  /** Wait before going on. */
  readonly delay?: number;
  /** Break the connection: before anything happens, or after it has happened and before the answer. */
  readonly close?: 'before' | 'after';
}

interface Standing {
  readonly fault: Fault;
  left: number;
}

export interface Faults {
  add(fault: Fault): () => void;
  take(method: string, path: string): Fault | undefined;
}

/** GitHub's two ways to say "slower". */
export const secondaryRateLimit = (seconds: number): Pick<Fault, 'status' | 'body' | 'headers'> => ({
  status: 403,
  headers: { 'retry-after': String(seconds) },
  body: {
    message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    documentation_url: 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
  },
});

export const createFaults = (): Faults => {
  const standing = new Set<Standing>();
  const matches = ({ method, path }: Fault, actual: { method: string; path: string }) =>
    (method === undefined || method === actual.method) &&
    (path === undefined || (typeof path === 'string' ? path === actual.path : path.test(actual.path)));
  const befalls = ({ when }: Fault) => when === undefined || when();
  return {
    add: (fault) => {
      const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
      standing.add(entry);
      return () => standing.delete(entry);
    },
    take: (method, path) => {
      const entry = [...standing].find(({ fault }) => matches(fault, { method, path }) && befalls(fault));
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) standing.delete(entry);
      return entry.fault;
    },
  };
};
