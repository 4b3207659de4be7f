import { textScalar, writeScalar } from '../yaml/splice/write-scalar.ts';

/** What a configuration says of one cluster. */
export interface ClusterToWrite {
  readonly name: string;
  /** Relative to the repository; empty for its top. A star in it is taken for a glob. */
  readonly path: string;
  /** All its paths, where there are several. */
  readonly paths?: readonly string[];
  readonly protected?: boolean;
  readonly kubernetes?: string | undefined;
  readonly substitute?: ReadonlyMap<string, string>;
  readonly sources?: readonly string[];
  /** What to say above it, a line each. */
  readonly comments?: readonly string[];
}

/** As wide as most people's editors and GitHub's boxes of code, nearly. */
const WIDEST = 100;

const EXPLANATION = [
  'How Blast Radius understands this repository. What counts is this file on the base branch of a pull request.',
  '`blast-radius config check` shows what it means; every key is explained in docs/reference/configuration.md of Blast Radius.',
  '',
  'Clusters in promotion order: a change should arrive first in the first. A path is the directory that Flux was',
  'bootstrapped with there; one cluster with several takes a list. Others than these are not looked for.',
];

/**
 * Writes the configuration that names clusters.
 *
 * @param clusters in promotion order
 * @param options `explained`: with comments that say what the file is; `remarks`: comments at its end, a line each
 * @returns what `readConfig` understands as these clusters; empty where there are none
 */
export function configFor(
  clusters: readonly ClusterToWrite[],
  { explained = false, remarks = [] }: { readonly explained?: boolean; readonly remarks?: readonly string[] } = {},
): string {
  if (clusters.length === 0) return '';
  const entries = clusters.flatMap((cluster) => [
    ...(cluster.comments ?? []).map((line) => `  ${comment(line)}`),
    ...entryOf(cluster),
  ]);
  const head = explained ? EXPLANATION.map(comment) : [];
  const lines = [...head, 'clusters:', ...entries, ...(remarks.length === 0 ? [] : ['', ...remarks.map(comment)])];
  return `${lines.join('\n')}\n`;
}

function comment(line: string): string {
  return line === '' ? '#' : `# ${line.replace(/\p{C}|\p{Zl}|\p{Zp}/gu, ' ')}`;
}

/** On one line, where that is short. */
function entryOf(cluster: ClusterToWrite): readonly string[] {
  const fields = fieldsOf(cluster);
  const short = `  - { ${fields.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
  if (short.length <= WIDEST) return [short];
  return fields.map(([key, value], index) => `${index === 0 ? '  - ' : '    '}${key}: ${value}`);
}

function fieldsOf(cluster: ClusterToWrite): readonly (readonly [key: string, value: string])[] {
  const { name, path, paths = [path], kubernetes, substitute = new Map(), sources = [] } = cluster;
  const [only, second] = paths.map((each) => written(each === '' ? '.' : each));
  const variables = [...substitute].map(([key, value]) => `${written(key)}: ${written(value)}`);
  return [
    ['name', written(name)],
    ['path', second === undefined ? (only ?? '.') : list(paths.map((each) => written(each === '' ? '.' : each)))],
    ...(cluster.protected === true ? [['protected', 'true'] as const] : []),
    ...(kubernetes === undefined ? [] : [['kubernetes', `"${kubernetes}"`] as const]),
    ...(variables.length === 0 ? [] : [['substitute', `{ ${variables.join(', ')} }`] as const]),
    ...(sources.length === 0 ? [] : [['sources', list(sources.map(written))] as const]),
  ];
}

function list(items: readonly string[]): string {
  return `[${items.join(', ')}]`;
}

/** In double quotes, where it needs any: what people expect, and what can say everything. */
function written(text: string): string {
  const plain = writeScalar(textScalar(text), undefined);
  return plain === text ? text : quoted(text);
}

/** JSON is YAML but for characters that YAML folds or refuses. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
