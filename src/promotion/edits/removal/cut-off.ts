import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { isWithin } from '../../../tree/objects/paths.ts';
import { holdsNamespace } from '../../files/holds-namespace.ts';
import { kustomizationIn } from '../../files/kustomization-file.ts';
import { filesBelow } from '../../places/settle-reference.ts';
import type { Territory } from '../../places/territory.ts';
import type { Step, Ways } from '../../places/way.ts';
import type { Draft } from '../../plan/draft.ts';

/**
 * Finds where a unit of a cluster's own tree hangs on it: the outermost reference by which nothing else comes.
 *
 * @param clean whether a list that was there for it alone may go too
 * @returns undefined for what a list only refers to, as it is shared
 */
export function cutOff(
  draft: Draft,
  ways: Ways,
  object: InventoryObject,
  territory: Pick<Territory, 'owns'>,
  clean: boolean,
): Step | undefined {
  const steps = ways.of(object);
  let at = steps.findLastIndex(({ from }) => territory.owns(from));
  const inner = steps[at];
  if (inner === undefined || !territory.owns(inner.to)) return undefined;
  const isDirectory = (path: string): boolean => draft.files.find(path).kind === 'directory';
  for (; at > 0; at--) {
    const [outer, step] = [steps[at - 1], steps[at]];
    if (outer === undefined || step === undefined || !territory.owns(outer.from) || !territory.owns(outer.to)) break;
    // A list of units, or a directory of them, is not a part of one.
    if (outer.flux === undefined && (step.isList || step.flux !== undefined) && !(clean && isAlone(draft, step))) break;
    if (step.isGenerated && isDirectory(step.to) && !isAllThereIs(draft, ways, step.from)) break;
    if (!ways.isOnly(outer) && !(clean && step.flux !== undefined && isAlone(draft, step))) break;
  }
  const found = steps[at];
  // What a kustomization generates has no step of its own behind the FluxKustomization.
  const isGenerated = inner.flux !== undefined && inner === steps.at(-1);
  return found === inner && !isGenerated ? undefined : found;
}

/** Without the unit, a FluxKustomization would lead to a directory that Git does not keep. */
function isAllThereIs(draft: Draft, ways: Ways, directory: string): boolean {
  const parts = ways.partsIn(directory);
  return filesBelow({ draft }, directory).every((path) => parts.some((part) => isWithin(path, part)));
}

/** Of a list of FluxKustomizations, whose Namespace is there for them. */
function isAlone(draft: Draft, { from, to, flux }: Step): boolean {
  const entries =
    kustomizationIn(draft, from)?.entries.filter(
      ({ field, path }) => field !== 'components' && !holdsNamespace(draft, path),
    ) ?? [];
  return flux !== undefined && entries.length > 0 && entries.every(({ path }) => path === to);
}
