import { type Choices, randomFrom } from '../../sources/random-from.ts';

/** Files of a repository, by path. */
export type Fleet = Readonly<Record<string, string>>;

const SITES = ['alpha', 'beta', 'prod'] as const;
/** Where a cluster starts, by the name of its site. */
const HOMES = ['clusters/*', 'kubernetes/*/flux', 'fleet/eu/*', 'Sites/EU West/*', 'k8s/clusters/*/start'] as const;
const STATEMENTS = [
  ...(['bootstrap', 'instance', 'instance elsewhere', 'values', 'helmfile', 'text', 'release', 'list'] as const),
  ...(['itself', 'nothing', 'marker', 'terraform'] as const),
];

/**
 * Makes a fleet of one to three clusters, told in one of many ways, in which every manifest is run by one of them.
 *
 * @param seed any whole number
 */
export function randomFleet(seed: number): Fleet {
  // Neighbors would begin with the same choice: a golden ratio apart, they do not.
  const choices = randomFrom(Math.imul(seed, 0x9e3779b1));
  const home = choices.of(HOMES);
  const sites = SITES.slice(0, 1 + choices.below(SITES.length));
  const style: Style = {
    statement: choices.of(STATEMENTS),
    source: choices.below(3) === 0 ? 'fleet' : 'flux-system',
    write: choices.below(3) === 0 ? asFlow : asBlock,
    isListed: choices.below(2) === 0,
    isNested: choices.below(2) === 0,
    hasVariable: choices.below(3) === 0,
    choices,
  };
  const files = sites.flatMap((site) => Object.entries(siteFiles(site, home.replace('*', site), style)));
  const several = sites.length > 1 && home === 'clusters/*' && choices.below(3) === 0;
  const beside = several ? sites.flatMap((site) => Object.entries(besideFiles(site, style))) : [];
  return Object.fromEntries([...files, ...beside, ['apps/base/all.yaml', configMap('all')]]);
}

interface Style {
  readonly statement: (typeof STATEMENTS)[number];
  /** What the source of the fleet is called. */
  readonly source: string;
  readonly write: (object: Written) => string;
  /** Whether directories have kustomizations. */
  readonly isListed: boolean;
  /** Whether FluxKustomizations lead to others. */
  readonly isNested: boolean;
  readonly hasVariable: boolean;
  readonly choices: Choices;
}

type Written = Readonly<Record<string, unknown>>;

function siteFiles(site: string, home: string, style: Style): Fleet {
  const { isListed, isNested, statement, write, source } = style;
  const own = `apps/${site}`;
  const apps = write(flux(`${site}-apps`, `./${own}`, source));
  const start = isNested
    ? { [`${home}/all.yaml`]: write(flux(`${site}-all`, `./groups/${site}`, source)) }
    : { [`${home}/apps.yaml`]: apps };
  const group = isNested ? { [`groups/${site}/apps.yaml`]: apps } : {};
  const manifests = {
    [`${own}/web.yaml`]: configMap(`${site}-web`),
    [`${own}/kustomization.yaml`]: list('web.yaml', '../base/all.yaml'),
  };
  const told = statementFiles(site, home, style);
  const release =
    statement === 'release' ? { [`${own}/kustomization.yaml`]: list('web.yaml', '../base/all.yaml', 'flux.yaml') } : {};
  const files = { ...start, ...group, ...manifests, ...told, ...release };
  if (!isListed) return files;
  const inHome = Object.keys(files).filter((path) => path.startsWith(`${home}/`));
  return {
    ...files,
    [`${home}/kustomization.yaml`]: list(...inHome.map((path) => path.slice(home.length + 1))),
    ...(isNested ? { [`groups/${site}/kustomization.yaml`]: list('apps.yaml') } : {}),
  };
}

/** Another path of the same cluster. */
function besideFiles(site: string, { write, source }: Style): Fleet {
  return {
    [`infra/${site}/platform.yaml`]: write(flux(`${site}-platform`, `./platform/${site}`, source)),
    [`platform/${site}/a.yaml`]: configMap(`${site}-platform`),
  };
}

function statementFiles(site: string, home: string, style: Style): Fleet {
  const { write, source, statement, choices, hasVariable } = style;
  const use = ['$', '{', `SITE_${site}`, '}'].join('');
  const path = choices.of(['./*', '*', '*/']).replace('*', hasVariable ? home.replace(site, use) : home);
  const variables: Fleet = hasVariable
    ? choices.of([
        { [`${site}.env`]: `SITE_${site}=${site}\n` },
        { [`settings/${site}.yaml`]: configMap(`${site}-settings`).replace('a: b', `SITE_${site}: ${site}`) },
      ])
    : {};
  const values = `instance:\n  sync:\n    kind: GitRepository\n    name: ${source}\n    path: "${path}"\n`;
  const indented = (by: number) => values.replace(/^(?=.)/gm, ' '.repeat(by));
  const sync = [gitRepository(source), flux(source, `./${home}`, source)];
  switch (statement) {
    case 'bootstrap':
      return { [`${home}/flux-system/gotk-sync.yaml`]: sync.map(write).join('---\n') };
    case 'list':
      return { [`${home}/flux-system/sync.yaml`]: write({ apiVersion: 'v1', kind: 'List', items: sync }) };
    case 'marker':
      return { [`${home}/flux-system/gotk-sync.yaml`]: '# made at bootstrap\n' };
    case 'itself':
      return {
        [`${home}/self/self.yaml`]: [gitRepository(source), flux('self', `./${home}`, source)].map(write).join('---\n'),
      };
    case 'instance':
      return { [`${home}/instance.yaml`]: write(instance(source, home)) };
    case 'instance elsewhere':
      return { [`operators/${site}.yaml`]: write(instance(source, path)), ...variables };
    case 'values':
      return { [`bootstrap/${site}/values.yaml`]: values, ...variables };
    case 'helmfile':
      return {
        [`bootstrap/${site}/helmfile.yaml`]: `releases:\n  - name: flux-instance\n    values:\n      -\n${indented(8)}`,
        ...variables,
      };
    case 'text':
      return {
        [`bootstrap/${site}.yaml`]: `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: values, namespace: default }\ndata:\n  values.yaml: |\n${indented(4)}`,
        ...variables,
      };
    case 'release':
      return { [`apps/${site}/flux.yaml`]: write(release(source, home)) };
    case 'terraform':
      return { [`terraform/${site}.tf`]: `resource "flux_bootstrap_git" "this" {\n  path = "${home}"\n}\n` };
    case 'nothing':
      return {};
  }
}

function flux(name: string, path: string, source: string): Written {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: 'flux-system' },
    spec: { path, prune: true, sourceRef: { kind: 'GitRepository', name: source } },
  };
}

function gitRepository(name: string): Written {
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name, namespace: 'flux-system' },
    spec: { url: 'https://example.org/fleet' },
  };
}

function instance(name: string, path: string): Written {
  return {
    apiVersion: 'fluxcd.controlplane.io/v1',
    kind: 'FluxInstance',
    metadata: { name: 'flux', namespace: 'flux-system' },
    spec: { sync: { kind: 'GitRepository', name, url: 'https://example.org/fleet', ref: 'refs/heads/main', path } },
  };
}

function release(name: string, path: string): Written {
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: 'flux-instance', namespace: 'flux-system' },
    spec: {
      chartRef: { kind: 'OCIRepository', name: 'flux-instance' },
      values: { instance: { sync: { kind: 'GitRepository', name, path } } },
    },
  };
}

function asBlock(object: Written): string {
  return Object.entries(object)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}\n`)
    .join('');
}

/** As KYAML: in braces, with what is quoted in double quotes. */
function asFlow(object: Written): string {
  const text = JSON.stringify(object, undefined, 2).replace(/^(\s*)"(\w+)":/gm, '$1$2:');
  return `---\n${text.replace(/([^{[,])\n(\s*[}\]])/g, '$1,\n$2')}\n`;
}

function list(...resources: readonly string[]): string {
  return `resources: ${JSON.stringify(resources)}\n`;
}

function configMap(name: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: default }\ndata: { a: b }\n`;
}
