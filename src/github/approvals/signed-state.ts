import { createHmac, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { type ApprovalState, ApprovalStateSchema } from './approval-state.ts';

/** A state with the name that a check run anchors it by. */
export interface NamedState {
  readonly state: ApprovalState;
  readonly name: string;
}

/**
 * What a comment's hidden line holds: none, one of this App, or one that somebody forged, changed or copied from
 * elsewhere.
 */
type FoundState = { readonly kind: 'none' } | ({ readonly kind: 'signed' } & NamedState) | { readonly kind: 'forged' };

const line = /\n<!-- blast-radius state ([A-Za-z0-9+/=]*) ([0-9a-f]{64}) -->\s*$/;
const anyLine = /<!--\s*blast-radius state\b/;

/**
 * @param key signs; derived from `STATE_KEY` for this purpose alone
 * @returns the comment with the state as its last, hidden line, and the state's name
 */
export function withState(body: string, state: ApprovalState, key: Uint8Array): { body: string; name: string } {
  const text = Buffer.from(JSON.stringify(state)).toString('base64');
  const mac = macOf(text, key);
  return {
    body: `${withoutState(body).trimEnd()}\n<!-- blast-radius state ${text} ${mac} -->\n`,
    name: stateName(mac),
  };
}

/** @returns the comment without its hidden line */
function withoutState(body: string): string {
  return body.replaceAll('\r\n', '\n').replace(line, '\n');
}

/**
 * @param where the repository's id and the pull request's number: a state of another one is not taken
 * @param keys the current one first; the previous one is still accepted, so that keys can be rotated
 */
export function readState(
  body: string,
  where: { readonly repository: number; readonly pull: number },
  keys: readonly Uint8Array[],
): FoundState {
  const text = body.replaceAll('\r\n', '\n');
  const [, content, mac] = line.exec(text) ?? [];
  if (content === undefined || mac === undefined) return { kind: anyLine.test(text) ? 'forged' : 'none' };
  if (!keys.some((key) => isEqual(macOf(content, key), mac))) return { kind: 'forged' };
  const parsed = v.safeParse(ApprovalStateSchema, parseJson(Buffer.from(content, 'base64').toString()));
  if (!parsed.success) return { kind: 'forged' };
  const { repository, pull } = parsed.output;
  if (repository !== where.repository || pull !== where.pull) return { kind: 'forged' };
  return { kind: 'signed', state: parsed.output, name: stateName(mac) };
}

function macOf(text: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

function stateName(mac: string): string {
  return mac.slice(0, 32);
}

function isEqual(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
