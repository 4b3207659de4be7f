import { expect, test } from '@jest/globals';
import { deployment, flux, reviewProd, type SmallFiles } from './small-fleet.ts';

const root: SmallFiles = {
  'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: true', 'decryption: { provider: sops }']),
};
const MAY_STAY = 'may stay as it is: encrypting the same values again gives another text';
const ROLLS_IF = 'its pods are replaced if an encrypted value changed, which cannot be seen here';

const value = (data: string) => `ENC[AES256_GCM,data:${data},iv:aQ==,tag:dA==,type:str]`;
const sops = (date = '2026-01-01') => `sops: { lastmodified: "${date}", mac: "${value(date)}" }\n`;
const secret = (data: string, more = '', namespace = 'shop') =>
  `apiVersion: v1\nkind: Secret\nmetadata: { name: token, namespace: ${namespace} }\nstringData: { token: "${value(data)}" }\n${more}${sops(data)}`;
const substituted = (data: string, env: string, spec = ''): SmallFiles => ({
  'clusters/prod/vars.yaml': secret(data, '', 'flux-system'),
  'clusters/prod/flux-system/gotk-sync.yaml': flux('flux-system', 'clusters/prod', ['decryption: { provider: sops }']),
  'clusters/prod/apps.yaml': flux('apps', 'apps', ['postBuild: { substituteFrom: [{ kind: Secret, name: token }] }']),
  'apps/a.yaml': deployment('web', `, env: [{ name: URL, value: "${env}" }]`, spec),
});
const generated = (files: SmallFiles, kind = 'apps/v1 Deployment'): SmallFiles => {
  const [apiVersion = '', ofKind = ''] = kind.split(' ');
  const web = deployment('web', ', envFrom: [{ secretRef: { name: env } }]');
  const job = web
    .replace(/ {2}selector: .*\n/, '')
    .replace('      containers:', '      restartPolicy: Never\n      containers:');
  const manifest = ofKind === 'Job' ? job : web;
  return {
    ...root,
    'apps/kustomization.yaml': 'resources: [a.yaml]\nsecretGenerator: [{ name: env, namespace: shop, envs: [.env] }]\n',
    'apps/a.yaml': manifest.replace('apps/v1', apiVersion).replace('kind: Deployment', `kind: ${ofKind}`),
    ...files,
  };
};
const env = (data: string) => ({ 'apps/.env': `A=${value(data)}\nsops_mac=${value(data)}\n` });

const cases: readonly (readonly [string, SmallFiles, SmallFiles, readonly string[]])[] = [
  [
    'nothing, where only the date of the encryption is another',
    { ...root, 'apps/a.yaml': secret('YQ==').replace(sops('YQ=='), sops('2026-01-01')) },
    { ...root, 'apps/a.yaml': secret('YQ==').replace(sops('YQ=='), sops('2026-02-02')) },
    [],
  ],
  [
    'perhaps nothing, where a ciphertext is another',
    { ...root, 'apps/a.yaml': secret('YQ==') },
    { ...root, 'apps/a.yaml': secret('Yg==') },
    [`Secret/token: updated, ${MAY_STAY}`],
  ],
  [
    'an update, where a field beside it is another',
    { ...root, 'apps/a.yaml': secret('YQ==', 'type: a\n') },
    { ...root, 'apps/a.yaml': secret('YQ==', 'data: { a: YQ== }\ntype: a\n') },
    ['Secret/token: updated'],
  ],
  [
    'perhaps a rejection, of what is immutable',
    { ...root, 'apps/a.yaml': secret('YQ==', 'immutable: true\n') },
    { ...root, 'apps/a.yaml': secret('Yg==', 'immutable: true\n') },
    [`Secret/token: updated, is rejected by the API server if an encrypted value changed, ${MAY_STAY}`],
  ],
  [
    'perhaps a rollout, of what it is substituted into',
    substituted('YQ==', `http://${'$'}{token}@a`),
    substituted('Yg==', `http://${'$'}{token}@a`),
    [
      'Deployment/web: updated, its pods are replaced if the value of a variable, which is not known here, makes a difference',
      `Secret/token: updated, ${MAY_STAY}`,
    ],
  ],
  [
    'no rollout, of what is paused',
    substituted('YQ==', `${'$'}{token}`, 'paused: true'),
    substituted('Yg==', `${'$'}{token}`, 'paused: true'),
    ['Deployment/web: updated, its pods do not change while it is paused', `Secret/token: updated, ${MAY_STAY}`],
  ],
  [
    'a rollout, where what stands around it is another',
    substituted('YQ==', `http://${'$'}{token}@a`),
    substituted('YQ==', `http://${'$'}{token}@b`),
    ['Deployment/web: rolled'],
  ],
  [
    'perhaps a rollout, of what reads a name with the hash of it',
    generated(env('YQ==')),
    generated(env('Yg==')),
    ['Deployment/web: uncertain', `Secret/env-unknown-hash: updated, ${MAY_STAY}`],
  ],
  [
    'perhaps a rejection, of a Job that reads such a name',
    generated(env('YQ=='), 'batch/v1 Job'),
    generated(env('Yg=='), 'batch/v1 Job'),
    ['Job/web: uncertain', `Secret/env-unknown-hash: updated, ${MAY_STAY}`],
  ],
  [
    'perhaps a rollout, where an env file is encrypted that was not',
    generated({ 'apps/.env': 'A=plain\n' }, 'apps/v1 StatefulSet'),
    generated(env('Yg=='), 'apps/v1 StatefulSet'),
    [`Secret/env-unknown-hash: updated, ${MAY_STAY}`, `StatefulSet/web: updated, ${ROLLS_IF}`],
  ],
];

test.each(cases)('encryption: %s', (_, before, after, expected) => {
  const { changed, affected } = reviewProd(before, after);
  const lines = [...changed, ...affected].map(({ kind, name, effect, ...each }) => {
    const consequences = 'consequences' in each ? (each.consequences ?? []) : [];
    return [`${kind}/${name}: ${effect}`, ...consequences].join(', ');
  });
  expect(lines.sort()).toEqual(expected);
});
