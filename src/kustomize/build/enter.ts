import { dirname, isWithin } from '../../tree/objects/paths.ts';
import type { Scalar } from '../../yaml/node/node.ts';
import { joinOrigin } from '../context/target.ts';
import { type Kustomization, loadKustomization } from '../kustomization/load-kustomization.ts';
import { LIMITS } from '../model/limits.ts';
import { lineAt } from '../model/origin.ts';
import { failAt } from '../model/problem.ts';
import type { Resource } from '../model/resource.ts';
import { isHolding } from './base.ts';
import type { Build, Target } from './build.ts';
import { adoptSchema } from './own-schema.ts';

/**
 * Goes from a kustomization to one that it names.
 *
 * @param directory where the entry leads
 * @throws BuildError where that is not a kustomization of the kind, or where the build has come from
 * @see kustomize api/internal/target KustTarget.accumulateDirectory
 */
export function enter(build: Build, target: Target, entry: Scalar, directory: string, isComponent: boolean): Target {
  const from = { path: target.kustomization.path, node: entry };
  refuseAmbiguous(build, from);
  refuseEndless(build, target, from, directory);
  const visited = target.stack.find((each) => isHolding(directory, each));
  if (visited !== undefined) {
    const message = `"${entry.text}" leads back to ${directory || 'the root'}, which contains ${visited || 'the root'}, already part of this build`;
    const fix = 'A base cannot contain the directory that refers to it: move it elsewhere.';
    throw failAt('cycle', message, { ...from, fix });
  }
  const kustomization = build.kustomization(directory, () => loadKustomization(build.loader, directory, from));
  adoptSchema(build, kustomization);
  refuseKind(kustomization, isComponent, from);
  const { origin } = target;
  return {
    kustomization,
    stack: [...target.stack, directory],
    origin: origin && joinOrigin(origin, entry.text),
  };
}

/** Layers and diamonds that no people have made. */
function refuseEndless(build: Build, target: Target, from: From, directory: string): void {
  if (target.stack.length > LIMITS.depth) {
    const message = `"${from.node.text}" is more than ${LIMITS.depth} kustomizations deep`;
    throw failAt('too-large', message, { ...from, fix: 'List it in the root, or remove layers.' });
  }
  if (build.countEntry(directory) <= LIMITS.entries) return;
  const message = `"${from.node.text}" refers to ${directory} for the ${LIMITS.entries}th time in this build`;
  throw failAt('too-large', message, { ...from, fix: 'Split the root into several.' });
}

interface From {
  readonly path: string;
  readonly node: Scalar;
}

function refuseKind(kustomization: Kustomization, isComponent: boolean, from: From): void {
  if (kustomization.isComponent === isComponent) return;
  if (isComponent) {
    const fix = 'List it under resources instead, or write kind: Component.';
    throw failAt('wrong-kind', `"${from.node.text}" is a Kustomization, not a Component`, { ...from, fix });
  }
  const fix = 'List it under components instead.';
  throw failAt('wrong-kind', `"${from.node.text}" is a Component, not a Kustomization`, { ...from, fix });
}

/** Two entries of a list become one where the second is indented, as `base - ../other`. */
function refuseAmbiguous(build: Build, from: From): void {
  if (!build.behaviours.ambiguousPaths) return;
  const part = from.node.text.split('/').find((each) => each !== '..' && each.includes('..'));
  if (part === undefined) return;
  const fix = 'Check the indentation: two entries of a list may have become one.';
  throw failAt('invalid-kustomization', `"${from.node.text}" has the ambiguous part "${part}"`, { ...from, fix });
}

/** @returns the resources with one more link on the chain of references that leads to them. */
export function reachedBy(
  resources: readonly Resource[],
  kustomization: Kustomization,
  entry: Scalar,
): readonly Resource[] {
  const { path, isList } = kustomization;
  // In an artifact that is put together of others, a file has the path at which it is kept.
  const directory = isWithin(path, kustomization.directory) ? kustomization.directory : dirname(path);
  const link = { ...lineAt(path, entry), directory, isList };
  return resources.map((resource) => resource.withTrail({ via: { ...link, next: resource.trail.via } }));
}
