import { fileURLToPath } from 'node:url';
import { defaultConfig } from '../../src/config/default-config.ts';
import { snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { editedTree } from '../../src/promotion/plan/draft.ts';
import { type Fleet, openWritten } from '../../src/promotion/plan/fleet.ts';
import type { FileEdit, Promotion } from '../../src/promotion/plan/promotion.ts';
import { loadFleet } from '../fixtures/fleets/load-fleet.ts';
import { memoryTree } from '../tree/memory-tree.ts';

export type Planned = Extract<Promotion, { kind: 'planned' }>;

/** The shapes of repositories beside the article's. */
export const SHAPES = [
  'flux-per-app',
  'apps-per-environment',
  'directories-per-environment',
  'components',
  'regions',
  'namespace-lists',
  'profiles',
  'layers',
  'commented-entries',
  'apps-and-clusters',
  'other-repositories',
  'common-units',
  'own-trees',
  'source-names',
  'unrelated-problems',
  'generators',
] as const;

export function shapeFolder(shape: string): string {
  return fileURLToPath(new URL(`../fixtures/promotion/${shape}`, import.meta.url));
}

/** Opens a folder of files as a fleet, rendered. */
export function fleetIn(folder: string): Fleet {
  const files = [...loadFleet(folder)].map(([path, content]) => [path, String(content)] as const);
  return openWritten(snapshotOf(memoryTree(Object.fromEntries(files)), defaultConfig));
}

export function edited(fleet: Fleet, edits: readonly FileEdit[]): Fleet {
  return openWritten(snapshotOf(editedTree(fleet.tree, edits), defaultConfig, fleet.workspace));
}

export function planned(promotion: Promotion): Planned {
  if (promotion.kind !== 'planned') throw new Error(promotion.reason);
  return promotion;
}
