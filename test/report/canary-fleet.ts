import { Buffer } from 'node:buffer';
import { argumentForms, secretNames, textForms } from '../review/secret-forms.ts';
import { cluster, deployment, flux, type SmallFiles } from '../review/small-fleet.ts';

/** How a secret of the fleet looks, plain or in base64: what no report may hold. */
export const canary = /cnry\w*Zx9Qk7|Y25ye/;

/** @returns a secret that tells where it stood, another on either side */
function secret(place: string, side: string): string {
  return `cnry${place}Zx9Qk7${side}`;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Every place where a fleet may hold a secret, in one cluster that renders and in one for each way to fail. */
export function canaryFleet(side: 'before' | 'after'): SmallFiles {
  const s = (place: string) => secret(place, side);
  const manifest = (kind: string, name: string, body: string, namespace = 'shop') =>
    `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: ${namespace} }\n${body}\n`;
  const templated = (name: string) => `$${'{'}${name}}`;
  return {
    ...cluster('prod'),
    'clusters/prod/apps.yaml': flux('apps', 'apps', [
      'prune: true',
      'postBuild:',
      '  substituteFrom: [{ kind: Secret, name: vars }]',
      `  substitute: { DB_PASSWORD: ${s('inline')} }`,
    ]),
    'clusters/prod/vars.yaml': manifest('Secret', 'vars', `stringData: { VALUE: ${s('variable')} }`, 'flux-system'),
    'apps/kustomization.yaml': [
      'namespace: shop',
      'resources: [secrets.yaml, config.yaml, web.yaml, release.yaml, custom.yaml, forms.yaml]',
      'secretGenerator:',
      `  - { name: literal, literals: [KEY=${s('literal')}] }`,
      '  - { name: files, files: [token.txt], envs: [secret.env] }',
      `  - { name: fixed, options: { disableNameSuffixHash: true }, literals: [KEY=${s('fixed')}] }`,
      'patches:',
      `  - patch: '{ apiVersion: v1, kind: Secret, metadata: { name: patched, namespace: shop }, stringData: { A: ${s('patch')} } }'`,
      '  - target: { kind: Secret, name: patched }',
      `    patch: '[{ "op": "add", "path": "/stringData/B", "value": "${s('json')}" }]'`,
      'replacements:',
      '  - source: { kind: Secret, name: plain, fieldPath: stringData.A }',
      '    targets:',
      '      - { select: { kind: ConfigMap, name: config }, fieldPaths: [data.COPY], options: { create: true } }',
      '      - { select: { kind: Deployment }, fieldPaths: [spec.template.metadata.annotations.copy], options: { create: true } }',
      'vars:',
      '  - { name: VARIABLE, objref: { kind: Secret, name: plain, apiVersion: v1 }, fieldref: { fieldpath: stringData.A } }',
      '',
    ].join('\n'),
    'apps/token.txt': `${s('file')}\n`,
    'apps/secret.env': `A=${s('env')}\n`,
    'apps/secrets.yaml': [
      manifest('Secret', 'plain', `stringData: { A: ${s('plain')} }`),
      manifest('Secret', 'encoded', `data: { A: ${base64(s('encoded'))} }`),
      manifest('Secret', 'patched', 'stringData: { C: none }'),
      manifest('Secret', 'values', `stringData: { values.yaml: "plain: ${s('fromSecret')}", one: ${s('fromKey')} }`),
      manifest('Secret', side === 'before' ? 'lost' : 'gained', `stringData: { A: ${s('whole')} }`),
      manifest('Secret', 'applied', 'stringData: { A: b }').replace(
        'namespace: shop',
        `namespace: shop, annotations: { kubectl.kubernetes.io/last-applied-configuration: '{"data":"${s('applied')}"}' }`,
      ),
    ].join('---\n'),
    'apps/config.yaml': [
      manifest(
        'ConfigMap',
        'config',
        [
          'data:',
          '  COPY: none',
          `  SUBSTITUTED: in the midst of ${templated('VALUE')} a secret`,
          `  INLINE: ${templated('DB_PASSWORD')}`,
          `  API_KEY: ${s('named')}`,
          '  app.properties: |',
          `    level=${side}`,
          `    db.password=${s('properties')}`,
          `    url: postgres://user:${s('address')}@db/x`,
          '  settings.json: |',
          `    { "level": "${side}", "clientSecret": "${s('settings')}" }`,
        ].join('\n'),
      ),
      manifest('ConfigMap', 'values', `data: { values.yaml: "level: ${side}\\nadminPassword: ${s('fromConfig')}" }`),
      manifest('ConfigMap', 'copied', `data: { COPY: "${s('plain')}" }`),
      manifest('ConfigMap', `named-${side}`, `data: { COPY: "${s('encoded')}" }`),
    ].join('---\n'),
    'apps/web.yaml': deployment(
      'web',
      `, args: ["--token=${s('argument')}", "$(VARIABLE)", --level=${side}], env: [{ name: DB_PASSWORD, value: ${s('environment')} }, { name: OTHER, value: "${templated('VALUE')}" }]`,
    )
      .replace('labels: { app: web } }', `labels: { app: web }, annotations: { v: "${templated('VALUE')}" } }`)
      .replace('web:1.2.3', `web:${templated('VALUE')}`),
    'apps/release.yaml': [
      'apiVersion: helm.toolkit.fluxcd.io/v2',
      'kind: HelmRelease',
      'metadata: { name: shop, namespace: shop }',
      'spec:',
      '  chart: { spec: { chart: shop, sourceRef: { kind: HelmRepository, name: shop } } }',
      '  values:',
      `    auth: { adminPassword: ${s('values')}, token: "${templated('VALUE')}" }`,
      `    extraEnv: [{ name: API_TOKEN, value: ${s('extra')} }]`,
      `    secrets: { any: ${s('below')} }`,
      `    config: "password = ${s('text')}"`,
      `    image: { repository: acme/shop, tag: "${templated('VALUE')}" }`,
      '  valuesFrom:',
      '    - { kind: Secret, name: values }',
      '    - { kind: Secret, name: values, valuesKey: one, targetPath: deep.one }',
      '    - { kind: ConfigMap, name: values }',
      '',
    ].join('\n'),
    'apps/forms.yaml': forms(s),
    'apps/custom.yaml': `apiVersion: acme.io/v1\nkind: Grafana\nmetadata: { name: g, namespace: shop }\nspec: { image: "acme/grafana:${templated('VALUE')}", adminPassword: ${s('custom')}, key: "-----BEGIN RSA PRIVATE KEY-----\\n${s('pem')}\\n-----END RSA PRIVATE KEY-----" }\n`,
    ...failing(side),
  };
}

/** Every form that is known to give a secret away, in a ConfigMap and in the pods of a Deployment. */
function forms(s: (place: string) => string): string {
  const data = Object.fromEntries(
    Object.values(textForms).map((write, index) => [`f${index}`, write(s(`form${index}`))]),
  );
  const env = secretNames.map((name, index) => ({ name, value: s(`name${index}`) }));
  const containers = Object.values(argumentForms).map((write, index) => {
    return { name: `c${index}`, image: 'acme/app:1', args: write(s(`argument${index}`)), env };
  });
  const template = { metadata: { labels: { app: 'forms' } }, spec: { containers } };
  const documents = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'forms', namespace: 'shop' }, data },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'forms', namespace: 'shop' },
      spec: { selector: { matchLabels: { app: 'forms' } }, template },
    },
  ];
  return documents.map((each) => `${JSON.stringify(each).replaceAll('$' + '{', '$$$' + '{')}\n`).join('---\n');
}

/** Each complains of something that stands beside a secret. */
function failing(side: string): SmallFiles {
  const s = (place: string) => secret(place, side);
  const kustomizations: Readonly<Record<string, SmallFiles>> = {
    yaml: {
      'a.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData:\n  A: ${s('a')}: ${s('b')}\n - x`,
    },
    encoding: {
      'a.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { A: "${s('c')}!" }\nstringData: [${s('d')}]\n`,
    },
    duplicate: {
      'a.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { A: ${s('e')}, A: ${s('e')}2 }\n`,
    },
    literal: { 'kustomization.yaml': `secretGenerator: [{ name: a, literals: [${s('f')}] }]\n` },
    env: { 'kustomization.yaml': 'secretGenerator: [{ name: a, envs: [a.env] }]\n', 'a.env': `1 bad=${s('g')}\n` },
    patch: {
      'kustomization.yaml': `resources: [a.yaml]\npatches: [{ target: { kind: Secret }, patch: '[{ "op": "test", "path": "/stringData/A", "value": "${s('i')}" }]' }]\n`,
      'a.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { A: ${s('j')} }\n`,
    },
    replacement: {
      'kustomization.yaml':
        'resources: [a.yaml]\nreplacements: [{ source: { kind: Secret, fieldPath: stringData.A }, targets: [{ select: { kind: Secret }, fieldPaths: [stringData.A.b.c] }] }]\n',
      'a.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { A: ${s('k')} }\n`,
    },
    label: {
      'a.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: a, labels: [l] }\nstringData: { A: ${s('m')} }\n`,
      'kustomization.yaml': 'resources: [a.yaml]\ncommonLabels: { a: b }\n',
    },
    anchor: {
      'a.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData:\n  A: *${s('r')}\n`,
    },
    tag: {
      'a.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData:\n  A: !!int ${s('t')}\n`,
    },
    directive: {
      'kustomization.yaml': `resources: [a.yaml]\npatches: [{ patch: '{ apiVersion: v1, kind: Secret, metadata: { name: a }, stringData: { $patch: ${s('u')} } }' }]\n`,
      'a.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { A: b }\n',
    },
    path: { 'kustomization.yaml': `secretGenerator: [{ name: a, files: ["A=${s('path')}"] }]\n` },
    'env-path': { 'kustomization.yaml': `secretGenerator: [{ name: a, envs: ["A=${s('envPath')}"] }]\n` },
    file: { 'kustomization.yaml': `secretGenerator: [{ name: a, files: ["A=b=${s('v')}"] }]\n` },
    plugin: {
      'kustomization.yaml': `transformers: ["|\\n  kind: Secret\\n  stringData: { A: ${s('w')} }"]\n`,
    },
    token: {
      'a.yaml': `apiVersion: v1\nkind: Service\nmetadata: { name: a, namespace: shop }\nspec: { type: ghp_${s('x')}0123456789abcdef, ports: [{ port: "glpat-${s('y')}0123456789" }], xoxb-${s('z')}: 1 }\n`,
    },
    name: {
      'kustomization.yaml':
        'resources: [a.yaml]\nreplacements: [{ source: { kind: Secret, name: s, fieldPath: stringData.A }, targets: [{ select: { name: filled }, fieldPaths: [metadata.name] }] }]\n',
      'a.yaml': [
        `apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: shop }\nstringData: { A: ${s('filled')} }\n`,
        'apiVersion: v1\nkind: Service\nmetadata: { name: filled, namespace: shop }\nspec: { ports: [{ port: 1 }] }\n',
        `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ghp_${s('nameOf')}0123456789abcdef, namespace: shop }\n`,
        `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: glpat-${s('namespace')}0123456789 }\ndata: { a: ${side} }\n`,
      ].join('---\n'),
    },
    number: {
      'kustomization.yaml':
        'resources: [a.yaml]\nvars: [{ name: X, objref: { kind: Secret, name: a, apiVersion: v1 }, fieldref: { fieldpath: stringData } }]\n',
      'a.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { A: ${s('n')} }\n`,
    },
  };
  const files = Object.entries(kustomizations).flatMap(([name, each]) =>
    Object.entries({ ...each, 'flux-system/gotk-sync.yaml': '# made at bootstrap\n' }).map(
      ([file, text]) => [`clusters/bad-${name}/${file}`, text] as const,
    ),
  );
  const substitution = {
    ...cluster('bad-substitution'),
    'clusters/bad-substitution/vars.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: vars, namespace: flux-system }\nstringData: { VALUE: "${s('o')}\\n: {" }\n`,
    'clusters/bad-substitution/apps.yaml': flux('apps', 'bad', [
      'postBuild:',
      '  substituteFrom: [{ kind: Secret, name: vars }]',
      `  substitute: { A_TOKEN: [${s('p')}] }`,
    ]),
    'clusters/bad-substitution/more.yaml': flux('more', 'bad', [
      'postBuild:',
      '  substituteFrom: [{ kind: Secret, name: vars }]',
    ]),
    'bad/secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: shop }\nstringData: { A: "x$${'{'}${s('dollar')} y" }\n`,
    'bad/a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata:\n  A: $${'{'}VALUE} $${'{'}${s('q')}:?no} $${'{'}VALUE/x\n`,
  };
  return { ...Object.fromEntries(files), ...substitution };
}
