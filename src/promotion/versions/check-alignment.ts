import { kindName, objectKey } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { checkNothingElse } from '../outcome/check-outcome.ts';
import type { ClusterOutcome } from '../outcome/outcome.ts';
import { leavesOf } from '../plan/leaves-of.ts';
import type { AlignedField } from '../plan/promotion.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import type { WrittenValue } from './locate-version.ts';

/**
 * Checks that versions become what they shall, and nothing else changes in any cluster.
 *
 * @param written what was edited: what holds a variable changes with it
 * @throws PromotionRefusal naming the first thing that is wrong
 */
export function checkAlignment(
  outcomes: readonly ClusterOutcome[],
  aligned: readonly AlignedField[],
  written: readonly WrittenValue[],
): void {
  for (const outcome of outcomes) {
    const name = outcome.before.cluster.name;
    const own = aligned.filter(({ cluster }) => cluster === name);
    const objects = new Set(own.map(({ object }) => object));
    const before = new Map(outcome.before.inventory.objects.map(({ resource }) => [objectKey(resource), resource]));
    const after = new Map(outcome.after.objects.map(({ resource }) => [objectKey(resource), resource]));
    const changes = outcome.review.changed.filter((change) => {
      const [was, is] = [before.get(objectKey(change)), after.get(objectKey(change))];
      return !objects.has(kindName(change)) && !(own.length > 0 && holdsVariable(was, is, written));
    });
    checkNothingElse(outcome, changes);
    for (const { resource } of outcome.before.inventory.objects) {
      const now = after.get(objectKey(resource));
      if (now !== undefined && objects.has(kindName(resource))) checkFields(name, resource, now, own);
    }
  }
}

/** Of a FluxKustomization or a ConfigMap, nothing but what was written is another. */
function holdsVariable(
  before: Resource | undefined,
  after: Resource | undefined,
  written: readonly WrittenValue[],
): boolean {
  if (before === undefined || after === undefined || !/^(Kustomization|ConfigMap)$/.test(before.kind)) return false;
  const [old, now] = [leavesOf(before.node), leavesOf(after.node)];
  return [...new Set([...old.keys(), ...now.keys()])].every((path) => {
    const [was, is] = [old.get(path), now.get(path)];
    // What takes a variable is not what holds it.
    const isOwn = was?.marks.template === undefined;
    return was?.text === is?.text || (isOwn && written.some(({ from, to }) => from === was?.text && to === is?.text));
  });
}

function checkFields(cluster: string, before: Resource, after: Resource, own: readonly AlignedField[]): void {
  const name = kindName(before);
  const expected = new Map(
    own.filter(({ object }) => object === name).map(({ field, from, to }) => [field, { from, to }]),
  );
  const [old, now] = [leavesOf(before.node), leavesOf(after.node)];
  for (const path of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(path)?.text, now.get(path)?.text];
    const version = expected.get(path);
    if (was === is && (version === undefined || version.from !== was)) continue;
    if (version?.from === was && version?.to === is) continue;
    if (version === undefined)
      refuse(
        `${name} would also change in ${cluster} (${path})`,
        'What holds its version holds this too: change it by hand.',
      );
    refuse(`${path} of ${name} would be ${is ?? 'absent'} in ${cluster}, not ${version.to}`, 'Change it by hand.');
  }
}
