import type { Random } from '../../fuzz/random.ts';

/** Values that YAML reads as other things than text, and some that are none. */
export const VALUES: readonly string[] = [
  'eu-west-1',
  'true',
  '1.10',
  '0755',
  'on',
  'a: b',
  '{a: b}',
  "it's",
  '',
  '2026-01-31',
  '5e3',
  '.inf',
];

/** What stands between the braces. */
const BODIES: readonly string[] = [
  ...['REGION', 'REGION', 'CLUSTER', 'REPLICAS', 'CONFIG', 'TOKEN', 'MULTI_LINE', 'QUOTED', 'NONE', ' CLUSTER '],
  ...['NONE:-fallback', 'REGION:=there', 'NONE:=1', 'REPLICAS:-2', 'CLUSTER-prod', 'EMPTY=0', 'NONE:?is not set'],
  ...['CLUSTER^^', 'CLUSTER,,', 'CLUSTER^', 'REGION/west/east', 'REGION//e/3', '#CLUSTER', 'REGION:0:2', 'REGION:1'],
  ...['REGION#eu-', 'REGION%-1', 'REGION##*-', 'REGION%%-*'],
];
const braced = (body: string): string => `\${${body}}`;
const EXPRESSIONS: readonly string[] = [
  ...BODIES.map(braced),
  ...['$CLUSTER', '$$', `$${braced('REGION')}`, `\${REGION:-${braced('CLUSTER')}}`, braced('CLUSTER').slice(0, -1)],
  ...[`pre-${braced('CLUSTER')}-post`, `${braced('CLUSTER')}${braced('REPLICAS')}`, `"${braced('CLUSTER')}"`],
];

/** What a line of a manifest may hold that a variable can take the place of. */
const VALUE = /^(\s*(?:- )?[\w./-]+: )(["']?)[\w.:/-]+\2$/;
const KEPT = /^\s*(?:- )?(?:apiVersion|kind|path|namespace|target):/;

/** @returns a manifest with variables in some of its values; the text as it is for most */
export function templated(random: Random, text: string): string {
  if (!random.chance(0.5)) return text;
  return text
    .split('\n')
    .map((line) => {
      const [, key, quote] = VALUE.exec(line) ?? [];
      if (key === undefined || KEPT.test(line) || !random.chance(0.12)) return line;
      const expression = random.pick(EXPRESSIONS);
      const isPlain = quote === '' && !/^[$"]/.test(expression);
      return `${key}${isPlain ? expression : `'${expression.replaceAll("'", "''")}'`}`;
    })
    .join('\n');
}
