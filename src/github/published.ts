import { createHash } from 'node:crypto';

/** What a check run keeps in `external_id`, which only this App can write: enough to see that nothing is to be done. */
export interface Published {
  /** The pull request, as GitHub names none for forks. */
  readonly number: number;
  /** Digest of all that the review depends on. */
  readonly inputs: string;
  /** Digest of the check as it was published. */
  readonly check: string;
  /** Digest of the comment; `undefined` where none was due. */
  readonly comment: string | undefined;
}

const none = '-';
const pattern = /^1:([1-9]\d{0,9}):([0-9a-f]{32}):([0-9a-f]{32}):([0-9a-f]{32}|-)$/;

export function encodePublished({ number, inputs, check, comment }: Published): string {
  return `1:${number}:${inputs}:${check}:${comment ?? none}`;
}

/** @returns `undefined` for anything that this version did not write: a review is then due */
export function decodePublished(externalId: string | null): Published | undefined {
  const [, number, inputs, check, comment] = pattern.exec(externalId ?? '') ?? [];
  if (!number || !inputs || !check) return undefined;
  return { number: Number(number), inputs, check, comment: comment === none ? undefined : comment };
}

/** @returns a short name of a value: equal values, equal digests. Text is compared as GitHub keeps it */
export function digestOf(value: unknown): string {
  const text = typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : JSON.stringify(value);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
