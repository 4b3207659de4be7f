import { MadeArtifacts } from '../../../src/flux/composed/made-artifacts.ts';
import { buildChart } from '../../../src/flux/helm/build-chart.ts';
import { chartOf } from '../../../src/flux/helm/chart.ts';
import { isHelmRelease } from '../../../src/flux/helm/helm-release.ts';
import { type OpenedChart, openedChart } from '../../../src/flux/helm/open-chart.ts';
import { filesOf } from '../../../src/flux/objects/own-sources.ts';
import { Time } from '../../../src/gotemplate/functions/dates/time.ts';
import { GoMap } from '../../../src/gotemplate/value/value.ts';
import { clusterOf, readKubeVersion } from '../../../src/helm/objects/capabilities.ts';
import { renderRelease } from '../../../src/helm/render-release.ts';
import { buildRoot } from '../../../src/kustomize/build/build-root.ts';
import type { Files } from '../../../src/tree/files/files.ts';
import { plainFiles } from '../../../src/tree/files/plain-files.ts';
import type { RepoTree } from '../../../src/tree/objects/repo-tree.ts';
import { shownPath } from '../../../src/tree/sources/mount.ts';
import { Mapping, type Node, Sequence } from '../../../src/yaml/node/node.ts';
import { textAt } from '../../../src/yaml/node/node-at.ts';
import type { Content } from '../../tree/memory-tree.ts';
import { type Elsewhere, treeWithSources } from '../../tree/tree-with-sources.ts';

/** What is said of the chart of the one release in a repository. */
export type Said =
  | {
      /** What helm-controller makes of it with its own values: `data.is` of each object. */
      readonly out: readonly string[];
      readonly base: string;
      readonly added?: Readonly<Record<string, string>>;
    }
  | { readonly reason: string; readonly at: string; readonly why?: 'gone' | 'off' | 'refused' };

/**
 * @param objects of the cluster, in `objects.yaml`
 * @param files the repository, for which `GitRepository/flux-system/fleet` stands
 * @param elsewhere what it refers to, by the keys of the references; `undefined`: nothing is fetched
 */
export function said(
  objects: string,
  files: Readonly<Record<string, Content>>,
  elsewhere?: Readonly<Record<string, Elsewhere>>,
): Said {
  return show(open(treeOf(objects, files, elsewhere)));
}

/** @returns a repository with the objects of its cluster */
export function treeOf(
  objects: string,
  files: Readonly<Record<string, Content>>,
  elsewhere?: Readonly<Record<string, Elsewhere>>,
): RepoTree {
  const all = { ...files, 'objects.yaml': objects, 'kustomization.yaml': 'resources: [objects.yaml]\n' };
  const { sources, ...tree } = treeWithSources(all, elsewhere ?? {});
  return elsewhere === undefined || sources === undefined ? tree : { ...tree, sources };
}

/** @returns the chart of the one release in a repository */
export function open(tree: RepoTree, files: Files = plainFiles(tree, { symlinks: 'absent' })): OpenedChart {
  const { resources: written, problems } = buildRoot(files, '');
  const resources = written.map((each) => each.withNode(filledIn(each.node)));
  const release = resources.find(isHelmRelease);
  if (release === undefined) throw new Error(`there is no release: ${JSON.stringify(problems)}`);
  const chart = chartOf(release, (kind, namespace, name) =>
    resources.find((each) => each.kind === kind && each.namespace === namespace && each.name === name),
  );
  if (chart === undefined) throw new Error('the release names no chart');
  const made = new MadeArtifacts({
    files,
    resources,
    from: (sourceRef) => filesOf({ sourceRef }, undefined, ['GitRepository/flux-system/fleet'], resources),
    clusters: [],
    refusalOf: () => undefined,
  });
  const built = buildChart(files, chart, (source) => made.openFiles(source));
  return openedChart(built, chart);
}

/** What Flux makes of variables: here `<…>` is one that it does not know, and `(…)` one of a Secret. */
function filledIn(node: Mapping): Mapping {
  const fill = (each: Node): Node => {
    if (each instanceof Mapping) return filledIn(each);
    if (each instanceof Sequence) return new Sequence(each.items.map(fill), each.place);
    if (each.text.includes('<')) return each.marked({ hidden: 'opaque', template: each.text });
    return each.text.includes('(') ? each.marked({ hidden: 'secret' }) : each;
  };
  return new Mapping(
    [...node.entries].map(([key, value]) => [key, fill(value)] as const),
    node.place,
  );
}

/** @returns what is told of it */
export function show(opened: OpenedChart): Said {
  if (opened.kind === 'unrendered') {
    const { reason, path, line, because: why } = opened;
    return { reason, at: `${path}:${line}`, ...(why === undefined ? {} : { why }) };
  }
  const { chart, revision, base, added } = opened;
  const { manifests, problems } = renderRelease({
    release: { node: new Mapping([]), name: 'app', namespace: 'apps' },
    chart,
    chartRevision: revision,
    values: new GoMap(),
    cluster: clusterOf(readKubeVersion('1.33.0')),
    action: { kind: 'install' },
    outside: { now: () => new Time(0), random: (count) => new Uint8Array(count) },
  });
  return {
    out: [...manifests.map(({ path, node }) => `${path}: ${textAt(node, 'data', 'is')}`), ...problems],
    base: shownPath(base),
    ...(added.size === 0
      ? {}
      : { added: Object.fromEntries([...added].map(([within, at]) => [within, shownPath(at)])) }),
  };
}
