import { describe, expect, test } from '@jest/globals';
import { linesOf } from '../held/said.ts';
import { reviewOf } from '../review-of.ts';
import { cluster, deployment, flux, type SmallFiles } from '../small-fleet.ts';

const use = (name: string) => ['$', '{', name, '}'].join('');
const VARS = 'postBuild: { substituteFrom: [{ kind: ConfigMap, name: vars }] }';
const claim =
  'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data, namespace: shop }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n';
const web = deployment('web');
const newWeb = web.replace('1.2.3', '1.2.4');
const ROLLS = '(spec.template.spec.containers[name=web].image: acme/web:1.2.3 → acme/web:1.2.4)';

/** The root `apps` holds the FluxKustomization of `shop`, with variables that only the cluster has, and of `other`. */
const shop = (spec: readonly string[], files: SmallFiles): SmallFiles => ({
  'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: true', VARS]),
  'apps/shop.yaml': flux('shop', 'shop', spec),
  'apps/other.yaml': flux('other', 'other'),
  'other/api.yaml': deployment('api'),
  ...files,
});

const RULES = ['volume-claim-lost', 'orphaned', 'protection-race', 'moved-between-roots', 'stands-still'];

function told(before: SmallFiles, after: SmallFiles): readonly string[] {
  const review = reviewOf({ ...cluster('prod'), ...before }, { ...cluster('prod'), ...after });
  return [review.verdict, ...linesOf(review, RULES)];
}

describe('a FluxKustomization of which only the cluster knows whether it is suspended', () => {
  const suspend = ['prune: true', `suspend: ${use('SUSPEND')}`];
  const why = `whether \`flux-system/shop\` is suspended is not known, as \`spec.suspend\` is \`${use('SUSPEND')}\``;

  test('may wait with what it would apply, and what stands beside it does not', () => {
    const of = (image: string) => shop(suspend, { 'shop/w.yaml': image });
    expect(told(of(web), { ...of(newWeb), 'other/api.yaml': deployment('api').replace('1.2.3', '1.2.5') })).toEqual([
      'success',
      '~ Deployment/api: rolled (spec.template.spec.containers[name=api].image: acme/api:1.2.3 → acme/api:1.2.5)',
      `~ Deployment/web: rolled, may wait: ${why} ${ROLLS}`,
    ]);
  });

  test('may keep what is taken out of it, and the data of it', () => {
    expect(
      told(shop(suspend, { 'shop/w.yaml': web, 'shop/p.yaml': claim }), shop(suspend, { 'shop/w.yaml': web })),
    ).toEqual([
      'failure',
      `- PersistentVolumeClaim/data: pruned, may wait: ${why}`,
      'volume-claim-lost: Flux may delete PersistentVolumeClaim `shop/data`, and the data on it',
    ]);
  });

  test('may leave all when it goes', () => {
    const { 'apps/shop.yaml': _, ...gone } = shop(suspend, { 'shop/w.yaml': web });
    expect(told(shop(suspend, { 'shop/w.yaml': web }), gone)).toEqual([
      'success',
      `- Deployment/web: pruned, may stay: ${why}`,
      '- Kustomization/shop: pruned',
    ]);
  });

  test.each<[string, string, string, string]>([
    [
      'that was not, may be from now on',
      'false',
      use('SUSPEND'),
      'may be suspended from now on: nothing in it would follow Git then',
    ],
    [
      'that was, may be resumed',
      'true',
      use('SUSPEND'),
      'may follow Git again: everything merged while it was suspended is applied then, not only this',
    ],
    [
      'that is not any more, may have been',
      use('SUSPEND'),
      'false',
      'may follow Git again: everything merged while it was suspended is applied then, not only this',
    ],
  ])('%s', (_, before, after, reason) => {
    const of = (value: string) => shop(['prune: true', `suspend: ${value}`], { 'shop/w.yaml': web });
    expect(told(of(before), of(after))).toEqual([
      'success',
      `! Kustomization/shop ${reason}`,
      expect.stringMatching(
        /^~ Kustomization\/shop: updated, may stay as it is: it holds variables .* \(spec\.suspend: /,
      ),
    ]);
  });

  test('may keep back what depends on it, and what it brings in', () => {
    const of = (image: string, spec: string) =>
      shop(suspend, {
        'shop/late.yaml': flux('late', 'late', ['prune: true', spec]),
        'late/w.yaml': image,
        'apps/next.yaml': flux('next', 'next', ['prune: true', 'dependsOn: [{ name: shop }]']),
        'next/c.yaml': image.replaceAll('web', 'next'),
      });
    expect(told(of(web, 'timeout: 1m'), of(newWeb, 'timeout: 2m'))).toEqual([
      'success',
      `~ Deployment/next: rolled, may wait: \`flux-system/next\` waits for \`flux-system/shop\`, and ${why} ${ROLLS.replaceAll('web', 'next')}`,
      `~ Deployment/web: rolled, may wait: \`flux-system/late\` comes with \`flux-system/shop\`, and ${why} ${ROLLS}`,
      `~ Kustomization/late: updated, may wait: ${why} (spec.timeout: 1m → 2m)`,
    ]);
  });
});

describe('a FluxKustomization of which only the cluster knows whether it prunes', () => {
  const why = `whether \`flux-system/shop\` prunes is not known, as \`spec.prune\` is \`${use('PRUNE')}\``;
  const prune = [`prune: ${use('PRUNE')}`];

  test('may keep what is taken out of it', () => {
    expect(
      told(shop(prune, { 'shop/w.yaml': web, 'shop/p.yaml': claim }), shop(prune, { 'shop/w.yaml': newWeb })),
    ).toEqual([
      'failure',
      `- PersistentVolumeClaim/data: pruned, may stay: ${why}`,
      'volume-claim-lost: Flux may delete PersistentVolumeClaim `shop/data`, and the data on it',
      `~ Deployment/web: rolled ${ROLLS}`,
    ]);
  });

  test('may keep all when it goes', () => {
    const { 'apps/shop.yaml': _, ...gone } = shop(prune, { 'shop/w.yaml': web });
    expect(told(shop(prune, { 'shop/w.yaml': web }), gone)).toEqual([
      'success',
      `- Deployment/web: pruned, may stay: ${why}`,
      '- Kustomization/shop: pruned',
    ]);
  });

  test('as its deletion policy may', () => {
    const policy = ['prune: true', `deletionPolicy: ${use('POLICY')}`];
    const { 'apps/shop.yaml': _, ...gone } = shop(policy, { 'shop/w.yaml': web });
    expect(told(shop(policy, { 'shop/w.yaml': web }), gone)).toEqual([
      'success',
      `- Deployment/web: pruned, may stay: what becomes of it without \`flux-system/shop\` is not known, as \`spec.deletionPolicy\` is \`${use('POLICY')}\``,
      '- Kustomization/shop: pruned',
    ]);
  });

  test('is no race with a merge that says so from now on', () => {
    expect(
      told(
        shop(['prune: false'], { 'shop/w.yaml': web, 'shop/v.yaml': deployment('v') }),
        shop(prune, { 'shop/w.yaml': web }),
      ),
    ).toEqual([
      'success',
      `- Deployment/v: pruned, may stay: ${why}`,
      expect.stringContaining('~ Kustomization/shop: updated, may stay as it is'),
    ]);
  });
});

describe('a FluxKustomization of which only the cluster knows to which cluster it applies', () => {
  const to = (name: string) => [`prune: true`, `kubeConfig: { secretRef: { name: ${name} } }`];
  const of = (name: string, image: string): SmallFiles => shop(to(name), { 'shop/w.yaml': image });
  const message = `only the cluster knows to which cluster FluxKustomization flux-system/shop applies: spec.kubeConfig.secretRef.name is "${use('WHERE')}"`;
  const quoted = `"${use('WHERE')}"`;

  test('is partly known where its objects change', () => {
    expect(told(of(quoted, web), of(quoted, newWeb))).toEqual(['neutral', `? both: ${message}`]);
  });

  test('leaves what stands beside it known', () => {
    const files = of(quoted, web);
    const after = { ...files, 'other/api.yaml': deployment('api').replace('1.2.3', '1.2.5') };
    expect(told(files, after)).toEqual([
      'success',
      `? both: ${message}`,
      '~ Deployment/api: rolled (spec.template.spec.containers[name=api].image: acme/api:1.2.3 → acme/api:1.2.5)',
    ]);
  });

  test('breaks nothing where it is new', () => {
    const { 'apps/shop.yaml': _, ...without } = of(quoted, web);
    expect(told(without, of(quoted, web))).toEqual(['neutral', '+ Kustomization/shop: created', `? after: ${message}`]);
  });

  test('may have been applied where it is now, or still be applied where it was', () => {
    const unclear = `to which cluster \`flux-system/shop\` applies is not known, as \`spec.kubeConfig.secretRef.name\` is \`${use('WHERE')}\``;
    expect(told(of('spoke', web), of(quoted, web))).toEqual(
      expect.arrayContaining([
        'neutral',
        `prod->flux-system/spoke - Deployment/web: orphaned, may go on as it is: ${unclear}`,
        `? after: ${message}`,
      ]),
    );
    expect(told(of(quoted, web), of('spoke', web))).toEqual(
      expect.arrayContaining([
        'neutral',
        `prod->flux-system/spoke + Deployment/web: created, may be there already: ${unclear.replace('applies is', 'applied is')}`,
        `? before: ${message}`,
      ]),
    );
  });
});
