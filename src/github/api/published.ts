import { createHash } from 'node:crypto';

/** What a check run keeps in `external_id`, which only this App can write: enough to see that nothing has to be done. */
export interface Published {
  /** Digest of all that the review depends on, except the tips of the base branches. */
  readonly inputs: string;
  /** Digest of the commits that the base branches stood at. */
  readonly bases: string;
  /** Digest of what the check says. */
  readonly contentDigest: string;
  /** The open pull requests with this head, by number; GitHub itself names none for forks. */
  readonly members: readonly PublishedMember[];
}

interface PublishedMember {
  readonly number: number;
  /** Digest of its comment; `undefined` where none was due. */
  readonly comment: string | undefined;
  /** The name of the approvals its comment holds: older ones that somebody pastes back have another. */
  readonly anchor: string | undefined;
}

const none = '-';
const digest = '[0-9a-f]{32}';
const member = `[1-9]\\d{0,9}\\.(?:${digest}|-)\\.(?:${digest}|-)`;
const pattern = new RegExp(`^2:(${digest}):(${digest}):(${digest}):(${member}(?:,${member})*)$`);

export function encodePublished({ inputs, bases, contentDigest, members }: Published): string {
  const list = members.map(({ number, comment, anchor }) => `${number}.${comment ?? none}.${anchor ?? none}`);
  return `2:${inputs}:${bases}:${contentDigest}:${list.join(',')}`;
}

/** @returns `undefined` for anything that this version did not write: a review is then due */
export function decodePublished(externalId: string | null): Published | undefined {
  const [, inputs, bases, contentDigest, list] = pattern.exec(externalId ?? '') ?? [];
  if (inputs === undefined || bases === undefined || contentDigest === undefined || list === undefined)
    return undefined;
  return { inputs, bases, contentDigest, members: list.split(',').map(decodeMember) };
}

function decodeMember(text: string): PublishedMember {
  const [number, comment, anchor] = text.split('.');
  const known = (part: string | undefined) => (part === none ? undefined : part);
  return { number: Number(number), comment: known(comment), anchor: known(anchor) };
}

/** @returns a short name of a value: equal values, equal digests. Text is compared as GitHub keeps it */
export function digestOf(value: unknown): string {
  const text = typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : JSON.stringify(value);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
