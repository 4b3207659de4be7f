import { counted } from '../../text/counted.ts';
import type { ChangeEntry } from './change-entry.ts';

const phrases: Readonly<Record<ChangeEntry['effect'], string>> = {
  created: 'is created',
  updated: 'is updated',
  rolled: 'rolls: its pods are replaced',
  resumed: 'follows Git again: everything merged since happens now',
  pruned: 'is deleted',
  orphaned: 'stays behind, managed by nobody',
  exempt: 'is left alone, as its own annotation says',
  suspended: 'waits: its root is suspended',
  replaced: 'is deleted and created again',
  rejected: 'is rejected by the cluster, and all of its root stops',
  external: 'is not rendered any more: its root takes other files',
  moved: 'moves, otherwise the same',
};

/** @returns what happens to an object in the running cluster, as the end of a sentence that begins with its name */
export function effectPhrase(effect: ChangeEntry['effect']): string {
  return phrases[effect];
}

/** @returns what many objects do that only move */
export function movedPhrase(count: number): string {
  return `${counted(count, 'object')} ${count === 1 ? 'moves' : 'move'}, otherwise the same`;
}
