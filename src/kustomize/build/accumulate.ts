import { mapAll } from '../../tree/objects/needs.ts';
import type { Scalar } from '../../yaml/node/node.ts';
import { readConfigurations } from '../config/configurations.ts';
import { readCrds } from '../config/crds.ts';
import { builtinConfigOf, mergeConfig } from '../config/transformer-config.ts';
import { noteOrigin } from '../context/build-metadata.ts';
import { type Extent, widest } from '../context/gaps.ts';
import { runSteps } from '../context/step.ts';
import { joinOrigin } from '../context/target.ts';
import { absorbAll } from '../features/generators/absorb.ts';
import { markReferred, mergeVariables } from '../features/vars/merge-variables.ts';
import { explainConflicts } from '../fields/field-spec.ts';
import { LIMITS } from '../model/limits.ts';
import { failAt } from '../model/problem.ts';
import { refuseDuplicates } from '../model/resource-list.ts';
import { resourcesOf } from '../model/resources.ts';
import { type Accumulated, mergeAll, NOTHING } from './accumulated.ts';
import { accumulateOnce } from './base.ts';
import type { Build, Target } from './build.ts';
import { enter, reachedBy } from './enter.ts';
import { generateAll } from './generate-all.ts';
import { builtinSteps, pluginSteps, validate } from './transformers.ts';
import { reportUnsupported } from './unsupported.ts';

/**
 * Carries a kustomization out, in kustomize's order: resources, configurations, generators, components, transformers,
 * validators, variables.
 *
 * @param inherited empty for a kustomization; for a component, all that its parent has so far
 * @throws BuildError at the first thing that makes the build fail
 * @see kustomize api/internal/target/kusttarget.go accumulateTarget
 */
export function accumulate(build: Build, target: Target, inherited: Accumulated): Accumulated {
  const { gaps } = build;
  const start = gaps.count;
  const unknown = () => widest(inherited.unknown, gaps.since(start));
  reportUnsupported(build, target.kustomization);
  let all = accumulateResources(build, target, inherited);
  all = addConfigurations(build, target, all);
  const generated = generateAll(build, target, accumulateEntry);
  const resources = gaps.within(unknown(), () => absorbAll(build, all.resources, generated));
  all = accumulateComponents(build, target, { ...all, resources, unknown: unknown() });
  all = gaps.within(unknown(), () => transform(build, target, all));
  gaps.within(unknown(), () => validate(build, target, all.resources, accumulateEntry));
  return { ...declareVariables(target, all), unknown: unknown() };
}

function accumulateResources(build: Build, target: Target, inherited: Accumulated): Accumulated {
  const parts = mapAll(target.kustomization.resources, (entry) => accumulateEntry(build, target, entry, 'objects'));
  return explainConflicts(target.kustomization, () => mergeAll(inherited, parts));
}

/** An entry of `resources:` is a file of objects, or a directory with a kustomization. */
function accumulateEntry(build: Build, target: Target, entry: Scalar, hides: Extent): Accumulated {
  return build.gaps.unlessElsewhere(hides, () => accumulateLocal(build, target, entry)) ?? NOTHING;
}

function accumulateLocal(build: Build, target: Target, entry: Scalar): Accumulated {
  const { kustomization, origin } = target;
  const from = { path: kustomization.path, node: entry };
  const found = build.loader.find(kustomization.directory, entry.text, from);
  if (found.kind === 'directory') {
    const base = accumulateOnce(build, target, found.path, entry.text, (part) =>
      accumulate(part, enter(part, target, entry, found.path, false), NOTHING),
    );
    return { ...base, resources: reachedBy(base.resources, kustomization, entry) };
  }
  const read = build.scoped(resourcesOf(build.loader.yaml(found, from).documents, found.path));
  if (build.countObjects(read.length) > LIMITS.objects) {
    const fix = 'Split the root into several.';
    throw failAt('too-large', `the build has more than ${LIMITS.objects} objects`, { ...from, fix });
  }
  build.schemas.ask(read);
  const note = origin && joinOrigin(origin, entry.text);
  const resources = read.map((resource) => noteOrigin(resource, note));
  return { ...NOTHING, resources: reachedBy(resources, kustomization, entry) };
}

function addConfigurations(build: Build, target: Target, all: Accumulated): Accumulated {
  const own = readConfigurations(build, target.kustomization);
  const crds = readCrds(build.loader, target.kustomization);
  return explainConflicts(target.kustomization, () => {
    const configured = mergeConfig(all.config, mergeConfig(builtinConfigOf(build.behaviours), own));
    return { ...all, config: mergeConfig(configured, crds) };
  });
}

/** A component goes on from what its parent has, and may change all of it; so may one that is elsewhere. */
function accumulateComponents(build: Build, target: Target, all: Accumulated): Accumulated {
  const { kustomization } = target;
  let current = all;
  for (const entry of kustomization.components) {
    const from = { path: kustomization.path, node: entry };
    const find = () => build.loader.find(kustomization.directory, entry.text, from);
    const found = build.gaps.unlessElsewhere('anything', find);
    if (found === undefined) {
      current = { ...current, unknown: 'anything' };
      continue;
    }
    if (found.kind === 'file')
      throw failAt('not-a-directory', `"${entry.text}" is a file where a directory is needed`, from);
    const former = new Set(current.resources.map((resource) => resource.trail.via));
    const result = accumulate(build, enter(build, target, entry, found.path, true), current);
    refuseDuplicates(result.resources);
    const resources = result.resources.flatMap((resource) =>
      resource.trail.via !== undefined && former.has(resource.trail.via)
        ? [resource]
        : reachedBy([resource], kustomization, entry),
    );
    current = { ...result, resources };
  }
  return current;
}

function transform(build: Build, target: Target, all: Accumulated): Accumulated {
  const steps = [
    ...builtinSteps(build, target, all.config),
    ...pluginSteps(build, target, 'transformers', accumulateEntry),
  ];
  const { gaps, isTraced } = build;
  return { ...all, resources: runSteps(steps, all.resources, isTraced, (...step) => gaps.carryOut(...step)) };
}

function declareVariables({ kustomization }: Target, all: Accumulated): Accumulated {
  const { vars, path } = kustomization;
  const resources = markReferred(all.resources, kustomization, vars);
  return {
    ...all,
    resources,
    variables: mergeVariables(
      all.variables,
      vars.map((variable) => ({ ...variable, path })),
    ),
  };
}
