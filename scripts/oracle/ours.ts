import { variableSources } from '../../src/flux/kustomization/variables-for.ts';
import { renderCluster } from '../../src/flux/render/render-cluster.ts';
import type { ConfigInForce } from '../../src/flux/roots/in-force.ts';
import type { Root } from '../../src/flux/roots/inventory.ts';
import { configKey } from '../../src/flux/variables/config-key.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { toJson } from '../../src/yaml/print/to-json.ts';
import { caseTree } from '../conformance/case-tree.ts';
import { type Answer, canonical, type RootAnswer } from './answer.ts';
import { CLUSTER, type Fleet } from './fleets/fleet.ts';

/** @returns what our engine makes of a fleet. */
export function ours(fleet: Fleet): Answer {
  return new Map(rootsOf(fleet).map((root) => [nameOf(root), answerOf(root)]));
}

/**
 * The engine leaves open what a cluster has beside its repository. The controllers beside it have nothing beside: it is
 * told so of each source of variables that no root holds, which may fail roots that hold others.
 */
function rootsOf(fleet: Fleet): readonly Root[] {
  const roots = rootsBy(fleet, true);
  const isTold = roots.some(({ resources }) => resources.some(({ name }) => name === 'kustomize-controller'));
  // What the artifact leaves out of the controller that answers beside it, the engine cannot read.
  return isTold || fleet.strict ? roots : rootsBy(fleet, false);
}

/** @param isStrict what the controllers are taken for where no root tells */
function rootsBy(fleet: Fleet, isStrict: boolean): readonly Root[] {
  const entries = new Map([...fleet.files].map(([path, text]) => [path, { bytes: Buffer.from(text) }]));
  const files = plainFiles(caseTree(entries), { symlinks: 'absent' });
  const configs = new Map<string, ConfigInForce>();
  for (;;) {
    const inForce = {
      specs: new Map(),
      left: [],
      configs,
      sources: new Map(),
      makers: { instead: new Map(), left: [] },
      own: new Map(),
      charts: new Map(),
      sync: undefined,
      instance: undefined,
    };
    const { roots } = renderCluster(files, { path: CLUSTER, likely: { isStrict } }, inForce);
    const absent = absentSources(roots).filter((key) => !configs.has(key));
    if (absent.length === 0) return roots;
    for (const key of absent) configs.set(key, 'absent');
  }
}

function absentSources(roots: readonly Root[]): readonly string[] {
  const held = new Set(
    roots.flatMap(({ cluster, resources }) => {
      return resources.filter(({ apiVersion }) => apiVersion === 'v1').map((resource) => configKey(cluster, resource));
    }),
  );
  const named = roots.flatMap(({ home, flux }) => {
    return flux === undefined ? [] : variableSources(flux).map((source) => configKey(home, source));
  });
  return named.filter((key) => !held.has(key));
}

function nameOf({ parent, name }: Root): string {
  return parent === undefined ? 'flux-system/flux-system' : name;
}

function answerOf({ resources, problems }: Root): RootAnswer {
  const [problem] = problems;
  if (problem !== undefined)
    return { objects: [], error: `[${problem.code}] ${problem.path}:${problem.line} ${problem.message}` };
  return { objects: resources.map(({ node }) => canonical(JSON.parse(toJson(node)))).sort(), error: '' };
}
