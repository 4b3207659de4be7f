import type { Root } from '../../src/flux/roots/inventory.ts';
import { renderCluster } from '../../src/flux/roots/render-cluster.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { toJson } from '../../src/yaml/print/to-json.ts';
import { caseTree } from '../conformance/case-tree.ts';
import { type Answer, canonical, type RootAnswer } from './answer.ts';
import { CLUSTER, type Fleet } from './fleet.ts';

/** As of the packages that answer beside it. */
const NEWEST = { isStrict: true };

/** @returns what our engine makes of a fleet. */
export function ours(fleet: Fleet): Answer {
  const entries = new Map([...fleet.files].map(([path, text]) => [path, { bytes: Buffer.from(text) }]));
  const { roots } = renderCluster(plainFiles(caseTree(entries), { symlinks: 'absent' }), {
    path: CLUSTER,
    likely: NEWEST,
  });
  return new Map(roots.map((root) => [nameOf(root), answerOf(root)]));
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
