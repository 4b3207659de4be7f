import { type Json, Random } from '../../fuzz/random.ts';
import { randomTree, textsOf } from '../../fuzz/trees.ts';
import { writeYaml } from '../../fuzz/write-yaml.ts';
import { CLUSTER, type Fleet } from './fleet.ts';
import { fluxKustomization, type RootPlan } from './flux-kustomizations.ts';
import { ignoreFiles, ignorePatterns } from './ignores.ts';
import { plainDirectory } from './plain-directory.ts';
import { templated, VALUES } from './variables.ts';

/** Makes the fleet of a seed: a cluster with one to four roots, some of them within another. */
export function randomFleet(seed: number): Fleet {
  const random = new Random(seed);
  const files = new Map<string, string>();
  const roots = random.some(1, 4, (index) => addRoot(random, files, index, seed));
  const holders = [CLUSTER, ...roots.filter(({ mayHold }) => mayHold).map(({ directory }) => directory)];
  for (const root of roots) {
    const outside = holders.filter((holder) => holder !== root.directory && !isBelow(holder, root, roots));
    root.holder = random.chance(0.7) ? CLUSTER : random.pick(outside.length > 0 ? outside : [CLUSTER]);
    files.set(`${root.holder}/${root.name}-flux.yaml`, writeYaml(fluxKustomization(random, root), random));
  }
  addVariables(random, files);
  const ignore = random.chance(0.15) ? ignorePatterns(random, [...files.keys()]) : undefined;
  for (const [path, text] of ignoreFiles(random, [...files.keys()])) files.set(path, text);
  const sparse = random.chance(0.08) ? sparseCheckout(random, files) : [];
  const sync = writeYaml(syncOf(random), random);
  files.set(`${CLUSTER}/flux-system/gotk-sync.yaml`, `${sourceText(random, ignore, sparse)}---\n${sync}`);
  const strict = random.chance(0.2);
  files.set(`${CLUSTER}/flux-system/gotk-components.yaml`, writeYaml(controller(strict), random));
  if (random.chance(0.1)) files.set(`${CLUSTER}/kustomization.yaml`, writeYaml(kustomization(random, files), random));
  return { seed, files, sync, ignore, sparse, strict };
}

/** A root that is added; where its FluxKustomization stands is decided once all are there. */
interface AddedRoot extends RootPlan {
  /** Whether a manifest that is added to its directory is read: it has no kustomization of its own. */
  readonly mayHold: boolean;
  holder: string;
}

function addRoot(random: Random, files: Map<string, string>, index: number, seed: number): AddedRoot {
  const name = `app${index}`;
  const home = `apps/${name}`;
  if (random.chance(0.45)) {
    const plain = plainDirectory(random, index);
    for (const [path, text] of plain) files.set(`${home}/${path}`, templated(random, text));
    return { name, directory: home, mayHold: true, holder: CLUSTER };
  }
  const tree = randomTree(seed * 7 + index);
  for (const [path, text] of textsOf(tree)) files.set(`${home}/${path}`, templated(random, text));
  return { name, directory: `${home}/${tree.target}`, mayHold: false, holder: CLUSTER };
}

/** No root may hold a FluxKustomization that leads back to itself. */
function isBelow(holder: string, root: AddedRoot, roots: readonly AddedRoot[]): boolean {
  for (let at: string | undefined = holder; at !== undefined && at !== CLUSTER; ) {
    if (at === root.directory) return true;
    at = roots.find(({ directory }) => directory === at)?.holder;
  }
  return false;
}

function addVariables(random: Random, files: Map<string, string>): void {
  const text = (kind: string, data: Json) => {
    const field = kind === 'Secret' && random.chance(0.7) ? 'stringData' : 'data';
    const metadata = { name: kind === 'Secret' ? 'private' : 'settings', namespace: 'flux-system' };
    return writeYaml({ apiVersion: 'v1', kind, metadata, [field]: data }, random);
  };
  const values = random.record({
    REGION: [0.9, () => random.pick(VALUES)],
    REPLICAS: [0.7, () => random.pick(['1', '3', '0x10', '1e3'])],
    CONFIG: [0.5, () => random.pick(VALUES)],
    MULTI_LINE: [0.3, () => 'one\ntwo'],
  });
  files.set(`${CLUSTER}/settings.yaml`, text('ConfigMap', values));
  files.set(
    `${CLUSTER}/private.yaml`,
    text('Secret', { TOKEN: random.pick(['s3cr3t', '12345']) }).replace(/^data:/m, 'stringData:'),
  );
}

/** Lists what the directory of the cluster holds, and mostly not what bootstrap has written to sync it. */
function kustomization(random: Random, files: ReadonlyMap<string, string>): Json {
  const inner = [...files.keys()].filter((path) => path.startsWith(`${CLUSTER}/`) && path.endsWith('.yaml'));
  const listed = inner.filter((path) => !path.endsWith('/gotk-sync.yaml') || random.chance(0.3));
  return { resources: listed.map((path) => path.slice(CLUSTER.length + 1)) };
}

function syncOf(random: Random): Json {
  const spec = random.record({
    commonMetadata: [0.1, () => ({ labels: { fleet: 'acme' } })],
    postBuild: [0.1, () => ({ substitute: { CLUSTER: 'prod' } })],
  });
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'flux-system', namespace: 'flux-system' },
    spec: {
      interval: '10m',
      path: `./${CLUSTER}`,
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'flux-system' },
      ...spec,
    },
  };
}

function controller(strict: boolean): Json {
  const name = 'kustomize-controller';
  const image = 'ghcr.io/fluxcd/kustomize-controller:v1.10.1';
  const args = [`--feature-gates=StrictPostBuildSubstitutions=${strict}`];
  const template = { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'manager', image, args }] } };
  const metadata = { name, namespace: 'flux-system' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { selector: { matchLabels: { app: name } }, template },
  };
}

function sourceText(random: Random, ignore: string | undefined, sparse: readonly string[]): string {
  const spec = {
    interval: '1m',
    url: 'https://github.com/acme/fleet',
    ref: { branch: 'main' },
    ...(ignore === undefined ? {} : { ignore }),
    ...(sparse.length === 0 ? {} : { sparseCheckout: sparse }),
  };
  const metadata = { name: 'flux-system', namespace: 'flux-system' };
  return writeYaml({ apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository', metadata, spec }, random);
}

function sparseCheckout(random: Random, files: ReadonlyMap<string, string>): readonly string[] {
  const ignores = files.has('.sourceignore') ? ['.sourceignore'] : [];
  return [
    'clusters',
    ...ignores,
    ...random.some(0, 2, () => random.pick(['apps', './apps', 'apps/app0', 'apps/app1'])),
  ];
}
