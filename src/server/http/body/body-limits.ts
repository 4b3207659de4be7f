const megabyte = 1024 * 1024;

/** What bodies may take: memory, and time. In bytes and milliseconds. */
export interface BodyLimits {
  /** One body. */
  readonly bytes: number;
  /** All that are being read, or checked, together. */
  readonly all: Most;
  /** Those of one client, where it can be told from others. */
  readonly ofClient: Most;
  /** In every span of this length, `leastInSpan` bytes must arrive, or the end. */
  readonly span: number;
  readonly leastInSpan: number;
  /** A whole body. */
  readonly whole: number;
}

export interface Most {
  readonly bodies: number;
  readonly bytes: number;
}

/**
 * GitHub sends 25 MB at most, and gives up after ten seconds: a body that takes longer is of use to nobody. Its
 * deliveries come whole within milliseconds, many at once.
 *
 * @see https://docs.github.com/webhooks/webhook-events-and-payloads
 * @see https://docs.github.com/webhooks/using-webhooks/best-practices-for-using-webhooks
 */
export const bodyLimits: BodyLimits = {
  bytes: 25 * megabyte,
  all: { bodies: 2_000, bytes: 150 * megabyte },
  ofClient: { bodies: 200, bytes: 75 * megabyte },
  span: 5_000,
  leastInSpan: 320 * 1024,
  whole: 15_000,
};
