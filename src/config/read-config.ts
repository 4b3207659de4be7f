import * as v from 'valibot';
import type { Node } from '../yaml/node/node.ts';
import type { Source } from '../yaml/node/source.ts';
import { parseYaml } from '../yaml/read/parse.ts';
import type { Config } from './config.ts';
import { type ConfigProblem, positionAt, problemAt } from './config-problem.ts';
import { ConfigFileSchema } from './config-schema.ts';
import { configSense } from './config-sense.ts';
import { defaultConfig } from './default-config.ts';
import { explainIssue } from './explain-issue.ts';
import { fillConfig } from './fill-config.ts';
import { plainValue } from './plain-value.ts';

type ConfigResult =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'invalid'; readonly problems: readonly ConfigProblem[] };

/**
 * Understands a configuration file. Imports the schema library: import this module only where there is a file.
 *
 * @param rules the ids of all rules, where misspelled ones should be found
 * @returns the configuration, or every mistake in it by line; never half of it
 */
export function readConfig(source: Source, rules?: ReadonlySet<string>): ConfigResult {
  const { documents, problems } = parseYaml(source);
  if (problems.length > 0)
    return {
      kind: 'invalid',
      problems: problems.map(({ message, offset }) => {
        return { message, ...positionAt(source, offset), path: '', fix: 'correct the YAML' };
      }),
    };
  const [root, second] = documents;
  if (second !== undefined)
    return {
      kind: 'invalid',
      problems: [problemAt(second, [], 'the configuration has a second document', 'remove it')],
    };
  if (root === undefined || isNothing(root)) return { kind: 'config', config: defaultConfig };
  return understand(root, rules);
}

function understand(root: Node, rules: ReadonlySet<string> | undefined): ConfigResult {
  const result = v.safeParse(ConfigFileSchema, withoutEmptyKeys(root));
  if (!result.success) return invalid(result.issues.map((issue) => explainIssue(issue, root)));
  const config = fillConfig(result.output);
  const problems = configSense(config, root, rules);
  return problems.length > 0 ? invalid(problems) : { kind: 'config', config };
}

function invalid(problems: readonly ConfigProblem[]): ConfigResult {
  const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return { kind: 'invalid', problems: [...once.values()].sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** `rules:` with all its entries commented out is a key without value, and meant as absent; deeper it is a mistake. */
function withoutEmptyKeys(root: Node): unknown {
  if (root.kind !== 'mapping') return plainValue(root);
  const entries = [...root.entries].filter(([, value]) => !isNothing(value));
  return Object.fromEntries(entries.map(([key, value]) => [key, plainValue(value)]));
}

function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.tag === 'null';
}
