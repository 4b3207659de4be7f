import { Time } from '../../../src/gotemplate/functions/dates/time.ts';
import { GoMap } from '../../../src/gotemplate/value/value.ts';
import { loadFolder } from '../../../src/helm/load/load-folder.ts';
import { clusterOf, readKubeVersion } from '../../../src/helm/objects/capabilities.ts';
import type { HelmController } from '../../../src/helm/release/helm-controller.ts';
import { type ReleaseInputs, type RenderedRelease, renderRelease } from '../../../src/helm/render-release.ts';
import { readValues } from '../../../src/helm/values/read-values.ts';
import { Mapping } from '../../../src/yaml/node/node.ts';
import { textAt } from '../../../src/yaml/node/node-at.ts';
import { Source } from '../../../src/yaml/node/source.ts';
import { printYaml } from '../../../src/yaml/print/print.ts';
import { parseYaml } from '../../../src/yaml/read/parse.ts';
import { type Files, filesOf } from '../render.ts';

/** The definition of a chart that has nothing to say of itself. */
export const CHART = 'apiVersion: v2\nname: app\nversion: 1.0.0\n';

/** A HelmRelease with a chart, as a test tells them. */
export interface TestRelease extends Partial<Pick<ReleaseInputs, 'action' | 'chartRevision'>> {
  /** Of the chart; without `Chart.yaml` it is {@link CHART}. */
  readonly files: Files;
  /** As YAML; by default `rel` of the namespace `apps`. */
  readonly release?: string;
  /** As YAML. */
  readonly spec?: string;
  readonly values?: string | GoMap;
  readonly controller?: HelmController;
}

/** @returns what becomes of a HelmRelease */
export function releaseOf({ files, release, spec = '{}', values = '', ...more }: TestRelease): RenderedRelease {
  const object = mapping(release ?? `metadata: {name: rel, namespace: apps}\nspec: ${spec}`);
  return renderRelease({
    release: {
      node: object,
      name: textAt(object, 'metadata', 'name'),
      namespace: textAt(object, 'metadata', 'namespace'),
    },
    chart: loadFolder(filesOf({ 'Chart.yaml': CHART, ...files })),
    values: values instanceof GoMap ? values : readValues(values),
    cluster: clusterOf(readKubeVersion('1.33.0')),
    action: { kind: 'install' },
    outside: { now: () => new Time(0), random: (count) => new Uint8Array(count) },
    ...more,
  });
}

/**
 * @returns problems, definitions, manifests and hooks, each behind a line that tells where it comes from; labels of the
 * origin, which all of them have, are left out
 */
export function shown({ problems, crds, manifests, hooks }: RenderedRelease): string {
  return [
    ...problems.map((problem) => `# problem: ${problem}\n`),
    ...crds.map(({ path, node, replaces }) => `# ${path}${replaces ? ' replaces' : ''}\n${printYaml(node)}`),
    ...manifests.map(({ path, content }) => `# ${path}\n${content()}\n`),
    ...hooks.map(({ path, content, events }) => `# ${path} at ${events.join()}\n${content()}\n`),
  ]
    .join('')
    .replaceAll(/\n {4}helm\.toolkit\.fluxcd\.io\/(?:name: rel|namespace: apps)(?=\n)/g, '')
    .replaceAll(/\n {2}labels:(?!\n {4})/g, '')
    .replaceAll(/\n+/g, '\n');
}

/** @returns the mapping that a YAML text holds */
export function mapping(text: string): Mapping {
  const [node] = parseYaml(new Source(text)).documents;
  if (!(node instanceof Mapping)) throw new Error('not a mapping');
  return node;
}
