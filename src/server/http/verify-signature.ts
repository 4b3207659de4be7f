import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * @param body the bytes as they came
 * @param header `X-Hub-Signature-256`
 * @param secrets the current one, and while GitHub changes over the former
 * @see https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function isSigned(body: Buffer, header: string, secrets: readonly string[]): boolean {
  const [, given] = /^sha256=([0-9a-f]{64})$/.exec(header) ?? [];
  if (given === undefined) return false;
  const bytes = Buffer.from(given, 'hex');
  // Every secret is tried, so that the time taken says nothing of which one fits.
  const matches = secrets.map((secret) => timingSafeEqual(createHmac('sha256', secret).update(body).digest(), bytes));
  return matches.includes(true);
}
