import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { buildRoot } from '../../src/kustomize/build/build-root.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { relativePath } from '../../src/tree/objects/paths.ts';
import { printYamlDocuments } from '../../src/yaml/print/print.ts';
import { removeTempFolders, tempFolder } from '../git/temp-repository.ts';
import { type Elsewhere, treeWithSources } from '../tree/tree-with-sources.ts';
import { COMPARED, REAL } from './compared-release.ts';

type Texts = Readonly<Record<string, string>>;

/** What an entry of a kustomization refers to: a key, and the path in what that brings. */
interface Entry {
  readonly key: string;
  readonly path: string;
}

interface Case {
  readonly files: Texts;
  /** By the entries as they are written. */
  readonly entries: Readonly<Record<string, Entry>>;
  readonly elsewhere: Readonly<Record<string, Texts | string>>;
}

afterAll(removeTempFolders);

/** @returns what our engine prints of the references, all resolved */
function fetched({ files, elsewhere }: Case): string {
  const given: Readonly<Record<string, Elsewhere>> = elsewhere;
  const { resources, problems, gaps } = buildRoot(
    plainFiles(treeWithSources(files, given), { symlinks: 'follow' }),
    'app',
    { behaviours: COMPARED },
  );
  expect([...problems, ...gaps]).toEqual([]);
  return printYamlDocuments(resources.map(({ node }) => node));
}

/** @returns what the real kustomize prints where the same content stands beside, and is referred to by paths */
function placed({ files, entries, elsewhere }: Case): string {
  const root = tempFolder();
  const folders = Object.keys(elsewhere);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    const local = Object.entries(entries).reduce((all, [entry, { key, path: below }]) => {
      const target = ['elsewhere', String(folders.indexOf(key)), below].filter((part) => part !== '').join('/');
      return all.replaceAll(`- ${entry}\n`, `- ${relativePath(dirname(path), target)}\n`);
    }, text);
    writeFileSync(join(root, path), local);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  for (const [index, content] of Object.values(elsewhere).entries()) {
    if (typeof content === 'string') write(`elsewhere/${index}/file.yaml`, content);
    else for (const [path, text] of Object.entries(content)) write(`elsewhere/${index}/${path}`, text);
  }
  const args = [...REAL.args, join(root, 'app'), '--load-restrictor', 'LoadRestrictionsNone'];
  return execFileSync(REAL.command, args, { encoding: 'utf8' });
}

const config = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  key: value\n`;
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: operator
  namespace: system
spec:
  selector: { matchLabels: { app: operator } }
  template:
    metadata: { labels: { app: operator } }
    spec:
      containers:
        - { name: manager, image: "acme/operator:1.2.0", args: [--leader-elect] }
`;
const crd = (plural: string, kind: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${plural}.acme.example }
spec:
  group: acme.example
  scope: Namespaced
  names: { kind: ${kind}, plural: ${plural} }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]
`;
const COMMIT = '3f2c1a9b3f2c1a9b3f2c1a9b3f2c1a9b3f2c1a9b';
const list = (...entries: readonly string[]) => entries.map((entry) => `- ${entry}\n`).join('');
const resources = (...entries: readonly string[]) => `resources:\n${list(...entries)}`;
const file = (url: string) => ({ [url]: { key: `file ${url}`, path: 'file.yaml' } });
const clone = (entry: string, repository: string, ref: string, path: string) => ({
  [entry]: { key: `clone ${repository}${ref === '' ? '' : `?ref=${ref}`}`, path },
});

const INSTALL = 'https://github.com/acme/operator/releases/download/v1.2.0/install.yaml';
const RAW = `https://raw.githubusercontent.com/acme/operator/${COMMIT}/config/rbac/role.yaml`;
const BASE = 'https://github.com/acme/web//deploy/base?ref=v1.4.0';
const CRDS = `https://github.com/acme/operator/config/crd?ref=${COMMIT}`;
const SLASH = 'https://github.com/acme/gateway/config/crd/?ref=v1.0.0';
const NESTED = 'github.com/acme/stack//all?ref=main';

test.each<readonly [string, Case]>([
  [
    'a release asset, and a patch onto what it brings',
    {
      files: {
        'app/kustomization.yaml': `${resources(INSTALL, 'own.yaml')}namespace: other\nimages: [{ name: acme/operator, newTag: 1.2.1 }]\npatches:\n- path: args.yaml\n- target: { kind: CustomResourceDefinition }\n  patch: |-\n    - { op: add, path: /metadata/labels, value: { team: web } }\n`,
        'app/own.yaml': config('own'),
        'app/args.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: operator, namespace: system }\nspec: { replicas: 2, template: { spec: { containers: [{ name: manager, args: [--v=2] }] } } }\n',
      },
      entries: file(INSTALL),
      elsewhere: { [`file ${INSTALL}`]: `${crd('widgets', 'Widget')}---\n${deployment}` },
    },
  ],
  [
    'a directory at a tag',
    {
      files: { 'app/kustomization.yaml': `${resources(BASE)}namePrefix: eu-\ncommonAnnotations: { region: eu }\n` },
      entries: clone(BASE, 'https://github.com/acme/web', 'v1.4.0', 'deploy/base'),
      elsewhere: {
        'clone https://github.com/acme/web?ref=v1.4.0': {
          'deploy/base/kustomization.yaml': `${resources('../common', 'web.yaml')}configMapGenerator:\n- name: files\n  files: [web.yaml]\n`,
          'deploy/base/web.yaml': config('web'),
          'deploy/common/kustomization.yaml': resources('c.yaml'),
          'deploy/common/c.yaml': config('common'),
        },
      },
    },
  ],
  [
    'definitions at a commit, and others with a slash before the ref',
    {
      files: { 'app/kustomization.yaml': resources(CRDS, SLASH) },
      entries: {
        ...clone(CRDS, 'https://github.com/acme/operator', COMMIT, 'config/crd'),
        ...clone(SLASH, 'https://github.com/acme/gateway', 'v1.0.0', 'config/crd'),
      },
      elsewhere: {
        [`clone https://github.com/acme/operator?ref=${COMMIT}`]: {
          'config/crd/kustomization.yaml': resources('bases/widgets.yaml'),
          'config/crd/bases/widgets.yaml': crd('widgets', 'Widget'),
        },
        'clone https://github.com/acme/gateway?ref=v1.0.0': {
          'config/crd/kustomization.yaml': resources('gateways.yaml'),
          'config/crd/gateways.yaml': crd('gateways', 'Gateway'),
        },
      },
    },
  ],
  [
    'a raw file at a commit',
    {
      files: { 'app/kustomization.yaml': `${resources(RAW)}namespace: web\n` },
      entries: file(RAW),
      elsewhere: {
        [`file ${RAW}`]:
          'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: operator }\nrules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]\n',
      },
    },
  ],
  [
    'a directory with remote bases of its own, two deep, and a component',
    {
      files: { 'app/kustomization.yaml': `${resources(NESTED)}nameSuffix: -one\n` },
      entries: {
        ...clone(NESTED, 'https://github.com/acme/stack', 'main', 'all'),
        ...clone(BASE, 'https://github.com/acme/web', 'v1.4.0', 'deploy/base'),
        ...clone('github.com/acme/parts//labels?ref=v2', 'https://github.com/acme/parts', 'v2', 'labels'),
        ...file(RAW),
      },
      elsewhere: {
        'clone https://github.com/acme/stack?ref=main': {
          'all/kustomization.yaml': `${resources('../web')}components:\n${list('github.com/acme/parts//labels?ref=v2')}`,
          'web/kustomization.yaml': `${resources(BASE)}namespace: web\n`,
        },
        'clone https://github.com/acme/web?ref=v1.4.0': {
          'deploy/base/kustomization.yaml': resources(RAW, 'web.yaml'),
          'deploy/base/web.yaml': config('web'),
        },
        'clone https://github.com/acme/parts?ref=v2': {
          'labels/kustomization.yaml':
            'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nlabels:\n- pairs: { stack: acme }\n',
        },
        [`file ${RAW}`]: deployment,
      },
    },
  ],
])('%s: what is fetched makes the same objects as the same content placed beside', (_, given) => {
  const expected = placed(given);
  expect(expected).not.toBe('');
  expect(fetched(given)).toBe(expected);
});
