import { expect, test } from '@jest/globals';
import { deployment, flux, type SmallFiles } from '../small-fleet.ts';
import { said } from './said.ts';

const web = deployment('web');
const newWeb = web.replace('1.2.3', '1.2.4');
const ROLLS = '(spec.template.spec.containers[name=web].image: acme/web:1.2.3 → acme/web:1.2.4)';

/** A source of this repository, unless it is told otherwise. */
const source = (
  spec = '',
  url = 'https://github.com/acme/fleet',
  branch = 'main',
) => `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shop, namespace: flux-system }
spec: { url: "${url}", ref: { branch: ${branch} }${spec} }
`;
/** The root p holds the source, by which the root shop takes its files. */
const fleet = (p: readonly string[], held: string | undefined, more: SmallFiles): SmallFiles => ({
  'clusters/prod/p.yaml': flux('p', 'p', p),
  'clusters/prod/shop.yaml': flux('shop', 'shop').replace('name: flux-system }', 'name: shop }'),
  ...(held === undefined ? {} : { 'p/source.yaml': held }),
  'p/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: shop }\n',
  'shop/web.yaml': web,
  ...more,
});
const broken: SmallFiles = { 'clusters/prod/b.yaml': flux('b', 'b'), 'b/b.yaml': 'x: y\n' };
const waiting = ['prune: true', 'dependsOn: [{ name: b }]'];
const suspended = ['prune: true', 'suspend: true'];
const other = 'https://github.com/acme/elsewhere';

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'below a suspended root a source keeps its address, and what it builds follows this repository',
    fleet(suspended, source(), {}),
    fleet(suspended, source('', other), { 'shop/web.yaml': newWeb }),
    [
      `~ Deployment/web: rolled ${ROLLS}`,
      `~ GitRepository/shop: suspended (spec.url: https://github.com/acme/fleet → ${other})`,
    ],
  ],
  [
    'its ref',
    fleet(suspended, source(), {}),
    fleet(suspended, source('', undefined, 'next'), { 'shop/web.yaml': newWeb }),
    [`~ Deployment/web: rolled ${ROLLS}`, '~ GitRepository/shop: suspended (spec.ref.branch: main → next)'],
  ],
  [
    'what it ignores',
    fleet(suspended, source(), {}),
    fleet(suspended, source(', ignore: "shop/web.yaml"'), { 'shop/web.yaml': newWeb }),
    [`~ Deployment/web: rolled ${ROLLS}`, '~ GitRepository/shop: suspended (spec.ignore: undefined → shop/web.yaml)'],
  ],
  [
    'and itself, where the merge takes it away',
    fleet(suspended, source(), {}),
    fleet(suspended, undefined, { 'shop/web.yaml': newWeb }),
    ['- GitRepository/shop: suspended', `~ Deployment/web: rolled ${ROLLS}`],
  ],
  [
    'so it does in a root that fails',
    fleet(['prune: true'], source(), {}),
    fleet(['prune: true'], source('', other), { 'shop/web.yaml': newWeb, 'p/config.yaml': 'x: y\n' }),
    ['? after: the object has no kind', `~ Deployment/web: rolled ${ROLLS}`],
  ],
  [
    'in one that waits for what fails',
    fleet(waiting, source(), broken),
    fleet(waiting, source('', other), { ...broken, 'shop/web.yaml': newWeb }),
    [
      '? both: the object has no kind',
      `~ Deployment/web: rolled ${ROLLS}`,
      `~ GitRepository/shop: updated, not yet: \`flux-system/p\` waits for \`flux-system/b\`, which cannot be built (spec.url: https://github.com/acme/fleet → ${other})`,
    ],
  ],
  [
    'and in one that does not prune and gives it up',
    fleet(['prune: false'], source(), {}),
    fleet(['prune: false'], undefined, { 'shop/web.yaml': newWeb }),
    ['- GitRepository/shop: orphaned', `~ Deployment/web: rolled ${ROLLS}`],
  ],
  [
    'elsewhere the new address holds at once',
    fleet(['prune: true'], source(), {}),
    fleet(['prune: true'], source('', other), { 'shop/web.yaml': newWeb }),
    [
      '- Deployment/web: external',
      `~ GitRepository/shop: updated (spec.url: https://github.com/acme/fleet → ${other})`,
    ],
  ],
])('%s', (_, before, after, expected) => {
  expect(said(before, after)).toEqual(expected);
});
