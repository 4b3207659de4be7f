import { mapAll } from '../../tree/objects/needs.ts';
import type { Scalar } from '../../yaml/node/node.ts';
import { readConfigurations } from '../config/configurations.ts';
import { readCrds } from '../config/crds.ts';
import { builtinConfigOf, mergeConfig } from '../config/transformer-config.ts';
import { noteOrigin } from '../context/build-metadata.ts';
import { runSteps } from '../context/step.ts';
import { joinOrigin } from '../context/target.ts';
import { absorbAll } from '../features/generators/absorb.ts';
import { markReferred, mergeVariables } from '../features/vars/merge-variables.ts';
import { explainConflicts } from '../fields/field-spec.ts';
import { LIMITS } from '../model/limits.ts';
import { BuildError, failAt } from '../model/problem.ts';
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
  reportUnsupported(build, target.kustomization);
  let all = accumulateResources(build, target, inherited);
  all = addConfigurations(build, target, all);
  all = { ...all, resources: absorbAll(build, all.resources, generateAll(build, target, accumulateEntry)) };
  all = accumulateComponents(build, target, all);
  all = transform(build, target, all);
  validate(build, target, all.resources, accumulateEntry);
  return declareVariables(target, all);
}

function accumulateResources(build: Build, target: Target, inherited: Accumulated): Accumulated {
  const parts = mapAll(target.kustomization.resources, (entry) => accumulateEntry(build, target, entry));
  return explainConflicts(target.kustomization, () => mergeAll(inherited, parts));
}

/** An entry of `resources:` is a file of objects, or a directory with a kustomization. */
function accumulateEntry(build: Build, target: Target, entry: Scalar): Accumulated {
  try {
    return accumulateLocal(build, target, entry);
  } catch (error) {
    const isElsewhere = error instanceof BuildError && error.problem.code === 'remote-base';
    if (!isElsewhere) throw error;
    build.report(error.problem);
    return NOTHING;
  }
}

function accumulateLocal(build: Build, target: Target, entry: Scalar): Accumulated {
  const { kustomization, originPath } = target;
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
  const note = originPath === undefined ? undefined : { path: joinOrigin(originPath, entry.text) };
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

/** A component goes on from what its parent has, and may change all of it. */
function accumulateComponents(build: Build, target: Target, all: Accumulated): Accumulated {
  const { kustomization } = target;
  return kustomization.components.reduce((inherited, entry) => {
    const from = { path: kustomization.path, node: entry };
    const found = findComponent(build, target, entry);
    if (found === undefined) return inherited;
    if (found.kind === 'file')
      throw failAt('not-a-directory', `"${entry.text}" is a file where a directory is needed`, from);
    const former = new Set(inherited.resources.map((resource) => resource.trail.via));
    const result = accumulate(build, enter(build, target, entry, found.path, true), inherited);
    refuseDuplicates(result.resources);
    const resources = result.resources.flatMap((resource) =>
      resource.trail.via !== undefined && former.has(resource.trail.via)
        ? [resource]
        : reachedBy([resource], kustomization, entry),
    );
    return { ...result, resources };
  }, all);
}

function findComponent(build: Build, { kustomization }: Target, entry: Scalar) {
  try {
    return build.loader.find(kustomization.directory, entry.text, { path: kustomization.path, node: entry });
  } catch (error) {
    if (!(error instanceof BuildError) || error.problem.code !== 'remote-base') throw error;
    build.report(error.problem);
    return undefined;
  }
}

function transform(build: Build, target: Target, all: Accumulated): Accumulated {
  const steps = [
    ...builtinSteps(build, target, all.config),
    ...pluginSteps(build, target, 'transformers', accumulateEntry),
  ];
  return { ...all, resources: runSteps(steps, all.resources, build.isTraced) };
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
