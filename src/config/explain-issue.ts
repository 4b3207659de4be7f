import type * as v from 'valibot';
import { nearest } from '../text/nearest.ts';
import type { Node } from '../yaml/node/node.ts';
import { type ConfigPath, type ConfigProblem, nodeAt, pathText, problemAt } from './config-problem.ts';
import { ConfigFileSchema } from './config-schema.ts';

type Issue = v.BaseIssue<unknown>;

/**
 * Says one of valibot's issues in words that an author of the file can act on.
 *
 * @param root the file's node, which knows the lines
 */
export function explainIssue(issue: Issue, root: Node, above: ConfigPath = []): ConfigProblem {
  const path = [...above, ...(issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)))];
  if (issue.type === 'union') return explainUnion(issue, root, path);
  if (issue.kind === 'validation') {
    const value = nodeAt(root, path);
    const shown = value.kind === 'scalar' ? ` "${value.text}"` : '';
    return problemAt(root, path, `${pathText(path)}${shown} ${issue.message}`, 'correct the value');
  }
  if (issue.type === 'strict_object' && issue.path !== undefined && issue.expected !== 'Object') {
    // To JavaScript a list is an object with keys 0, 1, …
    if (nodeAt(root, path.slice(0, -1)).kind === 'sequence')
      return wrongType({ type: issue.type }, root, path.slice(0, -1));
    return issue.expected === 'never' ? unknownKey(root, path) : missingKey(root, path);
  }
  return wrongType(issue, root, path);
}

/** A union says nothing by itself: the option that the author came nearest to does. */
function explainUnion(issue: Issue, root: Node, path: ConfigPath): ConfigProblem {
  const inner = issue.issues ?? [];
  const deep =
    inner.find(({ type, expected, path: at }) => at && type === 'strict_object' && expected === 'never') ??
    inner.find(({ path: at }) => at !== undefined);
  if (deep !== undefined) return explainIssue(deep, root, path);
  const plain = inner.find(({ type }) => type === 'picklist') ?? inner[0];
  return plain === undefined ? wrongType(issue, root, path) : wrongType(plain, root, path);
}

function unknownKey(root: Node, path: ConfigPath): ConfigProblem {
  const parent = path.slice(0, -1);
  const key = String(path.at(-1));
  const keys = [...new Set(validKeys(ConfigFileSchema, parent))];
  const near = nearest(key, keys);
  const where = parent.length === 0 ? 'the configuration' : pathText(parent);
  const fix = near === undefined ? `use one of ${keys.join(', ')}` : `did you mean "${near}"?`;
  return problemAt(root, path, `"${key}" is not a key of ${where}`, fix);
}

function missingKey(root: Node, path: ConfigPath): ConfigProblem {
  const key = String(path.at(-1));
  const where = pathText(path.slice(0, -1));
  return problemAt(root, path, `${where} lacks "${key}"`, `add "${key}" to ${where}`);
}

const words: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  string: 'text',
  number: 'a number',
  array: 'a list',
  strict_object: 'a mapping',
  record: 'a mapping',
};

function wrongType(
  issue: Pick<Issue, 'type'> & { readonly expected?: string | null },
  root: Node,
  path: ConfigPath,
): ConfigProblem {
  const node = nodeAt(root, path);
  const where = path.length === 0 ? 'the configuration' : pathText(path);
  if (issue.type === 'picklist') {
    const choices = [...(issue.expected ?? '').matchAll(/"([^"]+)"/g)].map(([, choice]) => choice ?? '');
    const near = node.kind === 'scalar' ? nearest(node.text, choices) : undefined;
    const fix = near === undefined ? `use one of ${choices.join(', ')}` : `did you mean "${near}"?`;
    return problemAt(root, path, `${where} must be one of ${choices.join(', ')}, but is ${written(node)}`, fix);
  }
  const expected = words[issue.type] ?? 'something else';
  const fix =
    issue.type === 'string' && node.kind === 'scalar' && node.tag !== 'null'
      ? `put it in quotes: "${node.text}"`
      : `give ${expected}`;
  return problemAt(root, path, `${where} must be ${expected}, but is ${written(node)}`, fix);
}

function written(node: Node): string {
  if (node.kind === 'mapping') return 'a mapping';
  if (node.kind === 'sequence') return 'a list';
  if (node.tag === 'null') return 'empty';
  if (node.style !== 'plain' || node.tag === 'str') return `"${node.text}"`;
  return `the ${node.tag === 'bool' ? 'boolean' : node.tag === 'timestamp' ? 'date' : 'number'} ${node.text}`;
}

/**
 * The keys that a schema knows at a path, asked of the schema itself so that no second list can go stale.
 *
 * @param schema a valibot schema
 * @returns none where the schema takes any key there
 */
function validKeys(schema: unknown, path: ConfigPath): readonly string[] {
  const [first, ...rest] = path;
  if (!isRecord(schema)) return [];
  if (isRecord(schema.wrapped)) return validKeys(schema.wrapped, path);
  if (Array.isArray(schema.options)) return schema.options.flatMap((option) => validKeys(option, path));
  if (first === undefined) return isRecord(schema.entries) ? Object.keys(schema.entries) : [];
  if (isRecord(schema.entries)) return validKeys(schema.entries[first], rest);
  return validKeys(schema.item ?? schema.value, rest);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
