import { nearest } from '../text/nearest.ts';
import { basename } from '../tree/objects/paths.ts';
import type { Node } from '../yaml/node/node.ts';
import type { Config } from './config.ts';
import { type ConfigProblem, problemAt } from './config-problem.ts';
import { isGlob } from './is-glob.ts';

/** What no schema can say: entries that contradict each other, or name what is not there. */
export function configSense(config: Config, root: Node, rules: ReadonlySet<string> | undefined): ConfigProblem[] {
  return [...clusterNames(config, root), ...approvalNames(config, root), ...ruleNames(config, root, rules)];
}

function clusterNames(config: Config, root: Node): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const seen = new Map<string, number>();
  for (const [index, { name, paths }] of (config.clusters ?? []).entries()) {
    const at = ['clusters', index, 'name'];
    if (name === undefined) continue;
    const glob = paths.find(isGlob);
    if (glob !== undefined && !name.includes('{name}'))
      problems.push(
        problemAt(root, at, `clusters[${index}] names every cluster of ${glob} "${name}"`, 'put {name} into the name'),
      );
    if (glob === undefined && name.includes('{name}'))
      problems.push(
        problemAt(root, at, `clusters[${index}] has {name} but its path has no star`, 'write the name, or add a star'),
      );
    const first = seen.get(name);
    if (first !== undefined)
      problems.push(
        problemAt(root, at, `clusters[${index}] has the name of clusters[${first}], "${name}"`, 'give it its own name'),
      );
    seen.set(name, first ?? index);
  }
  return problems;
}

/** Only where every cluster is named one by one can an approval be known to name none. */
function approvalNames(config: Config, root: Node): ConfigProblem[] {
  const { clusters } = config;
  if (clusters === undefined || clusters.some(({ paths }) => paths.some(isGlob))) return [];
  const names = clusters.map(({ name, paths: [path = ''] }) => name ?? basename(path));
  return Object.keys(config.approvals)
    .filter((cluster) => !names.includes(cluster))
    .map((cluster) =>
      problemAt(
        root,
        ['approvals', cluster],
        `approvals names "${cluster}", which is not a cluster`,
        choose(cluster, names),
      ),
    );
}

function ruleNames(config: Config, root: Node, rules: ReadonlySet<string> | undefined): ConfigProblem[] {
  if (rules === undefined) return [];
  return Object.keys(config.rules)
    .filter((rule) => !rules.has(rule))
    .map((rule) => problemAt(root, ['rules', rule], `"${rule}" is not a rule`, choose(rule, [...rules])));
}

function choose(word: string, choices: readonly string[]): string {
  const near = nearest(word, choices);
  if (near !== undefined) return `did you mean "${near}"?`;
  return choices.length > 12 ? 'see docs/reference/rules.md' : `use one of ${choices.join(', ')}`;
}
