import type { Scalar } from '../yaml/node.ts';
import type { Build } from './build-context.ts';
import { readConfigurations } from './configurations.ts';
import { absorbAll } from './generators/absorb.ts';
import { generateConfigMap, generateSecret } from './generators/generate.ts';
import { type Kustomization, loadKustomization } from './kustomization/load.ts';
import { lineAt } from './origin.ts';
import { failAt } from './problem.ts';
import type { Resource } from './resource.ts';
import { appendAll } from './resource-list.ts';
import { resourcesOf } from './resources.ts';
import { builtinConfig, mergeConfig, type TransformerConfig } from './transformer-config.ts';
import { runTransformers } from './transformers/run.ts';
import { reportUnsupported } from './unsupported.ts';

/** What a kustomization amounts to before names are followed: its objects, and where transformers write. */
export interface Accumulated {
  readonly resources: readonly Resource[];
  readonly config: TransformerConfig;
}

export const NOTHING: Accumulated = { resources: [], config: builtinConfig };

/** The directories from the root of the build to the one at hand; entering one of them again would never end. */
export type Stack = readonly string[];

/**
 * Carries a kustomization out, in kustomize's order: resources, configurations, generators, components, transformers.
 *
 * @param stack the directories on the way here, this one last
 * @param inherited empty for a kustomization; for a component, all that its parent has so far
 * @throws BuildError at the first thing that makes the build fail
 * @see kustomize api/internal/target/kusttarget.go accumulateTarget
 */
export function accumulate(
  build: Build,
  kustomization: Kustomization,
  stack: Stack,
  inherited: Accumulated,
): Accumulated {
  reportUnsupported(build, kustomization);
  let all = accumulateResources(build, kustomization, stack, inherited);
  all = { ...all, config: mergeConfig(all.config, readConfigurations(build.loader, kustomization)) };
  all = { ...all, resources: absorbAll(all.resources, generate(build, kustomization)) };
  all = accumulateComponents(build, kustomization, stack, all);
  return { ...all, resources: runTransformers(build, all.resources, kustomization, all.config) };
}

function accumulateResources(
  build: Build,
  kustomization: Kustomization,
  stack: Stack,
  inherited: Accumulated,
): Accumulated {
  const parts = build.all(kustomization.resources, (entry) => accumulateResource(build, kustomization, stack, entry));
  return {
    resources: appendAll(
      inherited.resources,
      parts.flatMap((part) => part.resources),
    ),
    config: parts.reduce((config, part) => mergeConfig(config, part.config), inherited.config),
  };
}

/** An entry of `resources:` is a file of objects, or a directory with a kustomization. */
function accumulateResource(build: Build, kustomization: Kustomization, stack: Stack, entry: Scalar): Accumulated {
  const from = { path: kustomization.path, node: entry };
  const found = build.loader.find(kustomization.directory, entry.text, from);
  if (found.kind === 'directory') {
    const base = enter(build, found.path, stack, from);
    if (base.isComponent) {
      const fix = 'List it under components instead.';
      throw failAt('wrong-kind', `"${entry.text}" is a Component, not a Kustomization`, { ...from, fix });
    }
    const accumulated = accumulate(build, base, [...stack, found.path], NOTHING);
    return { ...accumulated, resources: reachedBy(accumulated.resources, kustomization, entry) };
  }
  const resources = resourcesOf(build.loader.yaml(found, from).documents, found.path);
  return { resources: reachedBy(resources, kustomization, entry), config: builtinConfig };
}

function generate(build: Build, kustomization: Kustomization): readonly Resource[] {
  return [
    ...build.all(kustomization.configMapGenerator, (entry) => generateConfigMap(build.loader, kustomization, entry)),
    ...build.all(kustomization.secretGenerator, (entry) => generateSecret(build.loader, kustomization, entry)),
  ];
}

/** A component goes on from what its parent has, and may change all of it. */
function accumulateComponents(build: Build, kustomization: Kustomization, stack: Stack, all: Accumulated): Accumulated {
  return kustomization.components.reduce((inherited, entry) => {
    const from = { path: kustomization.path, node: entry };
    const found = build.loader.directory(kustomization.directory, entry.text, from);
    const component = enter(build, found.path, stack, from);
    if (!component.isComponent) {
      const fix = 'List it under resources instead, or write kind: Component.';
      throw failAt('wrong-kind', `"${entry.text}" is a Kustomization, not a Component`, { ...from, fix });
    }
    const former = new Set(inherited.resources.map((resource) => resource.id));
    const result = accumulate(build, component, [...stack, found.path], inherited);
    const resources = result.resources.map((resource) =>
      former.has(resource.id) ? resource : (reachedBy([resource], kustomization, entry)[0] ?? resource),
    );
    return { ...result, resources };
  }, all);
}

function enter(
  build: Build,
  directory: string,
  stack: Stack,
  from: { readonly path: string; readonly node: Scalar },
): Kustomization {
  const visited = stack.find((each) => each === directory || directory === '' || each.startsWith(`${directory}/`));
  if (visited !== undefined) {
    const message = `"${from.node.text}" leads back to ${directory || 'the root'}, which holds ${visited || 'the root'}, where this build came from`;
    throw failAt('cycle', message, {
      ...from,
      fix: 'A base cannot hold what refers to it: move it out of that directory.',
    });
  }
  return loadKustomization(build.loader, directory, from);
}

function reachedBy(resources: readonly Resource[], kustomization: Kustomization, entry: Scalar): readonly Resource[] {
  const { directory, isList } = kustomization;
  const link = { ...lineAt(kustomization.path, entry), directory, isList };
  return resources.map((resource) => resource.withTrail({ via: { ...link, next: resource.trail.via } }));
}
