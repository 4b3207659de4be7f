import { sameValue } from '../../yaml/print/same-value.ts';
import type { AccumulateEntry } from '../context/accumulated.ts';
import type { Build } from '../context/build-context.ts';
import { failAt } from '../model/problem.ts';
import { describe, type Resource } from '../model/resource.ts';
import { refuseDuplicates } from '../model/resource-list.ts';
import type { Target } from '../context/target.ts';
import { runSteps } from '../context/step.ts';
import { pluginSteps } from './plugin-steps.ts';

/**
 * Runs what `validators:` lists, which may look at everything and change nothing.
 *
 * @throws BuildError where one changes an object, or cannot tell two apart
 * @see kustomize api/internal/target KustTarget.runValidators
 */
export function validate(
  build: Build,
  target: Target,
  resources: readonly Resource[],
  accumulateEntry: AccumulateEntry,
): void {
  const { kustomization } = target;
  if (kustomization.validators.length === 0) return;
  for (const step of pluginSteps(build, target, 'validators', accumulateEntry)) {
    refuseDuplicates(resources);
    const after = runSteps([{ ...step, source: { ...step.source, note: undefined } }], resources);
    const changed = resources.find((resource, index) => !isSame(resource, after[index]));
    if (changed === undefined && after.length === resources.length) continue;
    const what = changed === undefined ? 'the objects' : describe(changed);
    const message = `validators: a validator must not change anything, but it changes ${what}`;
    throw failAt('invalid-transformer', message, { path: kustomization.path, node: kustomization.validators[0] });
  }
}

function isSame(before: Resource, after: Resource | undefined): boolean {
  if (after === undefined) return false;
  return before.node === after.node || sameValue(before.node, after.node);
}
