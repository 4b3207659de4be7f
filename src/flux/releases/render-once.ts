import { createHash } from 'node:crypto';
import type { Chart } from '../../helm/chart/chart.ts';
import type { ApiVersions, KubeVersion } from '../../helm/objects/capabilities.ts';
import type { ChartRevision } from '../../helm/release/chart-revision.ts';
import type { HelmController } from '../../helm/release/helm-controller.ts';
import { type KnownRelease, type PartlyKnownInputs, renderKnown } from '../../helm/render-known.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { KeptById } from '../../memo/by-id.ts';
import { onceTogether } from '../../memo/by-value.ts';
import type { Memory } from '../../memo/memory.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { nodeAt, scalarsIn, textAt } from '../../yaml/node/node-at.ts';
import type { MergedValues } from '../helm/merged-values.ts';
import { AskedApis } from './asked-apis.ts';

/** All that decides what becomes of a HelmRelease. */
export interface ReleaseToRender {
  readonly resource: Resource;
  readonly values: Pick<MergedValues, 'values' | 'opaque'>;
  readonly chart: Chart;
  /** Equal for charts of which the same is rendered. */
  readonly digest: string;
  readonly revision: ChartRevision;
  readonly kubernetes: KubeVersion;
  readonly apis: ApiVersions;
  readonly controller: HelmController;
}

/** What of a HelmRelease decides what is rendered, beside its values, its chart, and how it is upgraded. */
const DECIDING = [
  ...['releaseName', 'targetNamespace', 'storageNamespace'],
  ...['postRenderers', 'postRenderStrategy', 'commonMetadata'],
] as const;

/** What was rendered for a cluster, and what was asked of its APIs on the way. */
interface Rendering {
  readonly asked: AskedApis;
  readonly known: KnownRelease;
}

/** Of one release in clusters that serve different APIs. */
const MOST_RENDERINGS = 8;

/** A release, rendered for whatever clusters told it of their APIs. */
class Renderings {
  readonly #all: Rendering[];

  constructor(first: Rendering) {
    this.#all = [first];
  }

  /** What it weighs in the first of the clusters: in others it differs by little. */
  get weight(): number {
    return this.#all[0] === undefined ? 0 : weightOf(this.#all[0].known);
  }

  find(apis: ApiVersions): KnownRelease | undefined {
    return this.#all.find(({ asked }) => asked.isAnsweredBy(apis))?.known;
  }

  add(rendering: Rendering): void {
    this.#all.unshift(rendering);
    this.#all.length = Math.min(this.#all.length, MOST_RENDERINGS);
  }
}

/** What becomes of a release. */
export interface RenderedOnce {
  readonly known: KnownRelease;
  /** Equal only where all but the APIs of the cluster is. */
  readonly key: string;
}

/** In objects: the largest releases make some hundred. */
const RELEASES = new KeptById<Renderings>({ capacity: 100_000, weigh: ({ weight }) => Math.ceil(1 + weight) });

/** In characters: an object with longer texts weighs as much as several. */
const TEXT_OF_AN_OBJECT = 4_096;

/** Of one that is as large as most are, 1 for each of its objects. */
function weightOf({ manifests, hooks, crds, notes }: KnownRelease): number {
  const nodes = [...manifests, ...hooks, ...crds].map(({ node }) => node);
  const texts = nodes.map((node) => scalarsIn(node).reduce((sum, { text }) => sum + text.length, 0));
  return texts.reduce((sum, length) => sum + Math.max(1, length / TEXT_OF_AN_OBJECT), notes.length / TEXT_OF_AN_OBJECT);
}

function sizeOf({ manifests, hooks, crds }: KnownRelease): number {
  return manifests.length + hooks.length + crds.length;
}

/**
 * Renders a release, once for all clusters, sides and reviews in which the same decides what comes of it. By what its
 * HelmRelease says of upgrades, as most releases are there already; but the chart is told that it is installed, as
 * charts that are upgraded ask the cluster for what they stored in it, and fail without.
 */
export function renderOnce(release: ReleaseToRender, memory: Memory): RenderedOnce {
  const { apis } = release;
  const key = keyOf(release);
  const render = (): Rendering => {
    const asked = new AskedApis(apis);
    const known = renderKnown(inputsOf({ ...release, apis: asked }));
    memory.countComputed(1 + sizeOf(known));
    return { asked, known };
  };
  const renderings = RELEASES.once(memory, key, () => new Renderings(render()));
  const found = renderings.find(apis);
  if (found !== undefined) return { known: found, key };
  const rendering = render();
  renderings.add(rendering);
  return { known: rendering.known, key };
}

/** @returns all that Helm is given for a release */
export function inputsOf(release: ReleaseToRender): PartlyKnownInputs {
  const { resource, values, chart, revision, kubernetes, apis, controller } = release;
  const { name, namespace } = resource;
  return {
    release: { node: decidingPart(resource.node), name, namespace },
    chart,
    chartRevision: revision,
    values: values.values,
    unknownFiles: values.opaque,
    cluster: { kubeVersion: kubernetes, apiVersions: apis },
    action: { kind: 'install' },
    controller,
  };
}

function decidingPart(node: Mapping): Mapping {
  const spec = node.get('spec');
  const fields = DECIDING.flatMap((field) => {
    const value = spec instanceof Mapping ? spec.get(field) : undefined;
    return value === undefined ? [] : [[field, value] as const];
  });
  const upgrade = asUpgraded(node);
  return new Mapping([
    ['spec', new Mapping([...fields, ...(upgrade === undefined ? [] : [['install', upgrade] as const])])],
  ]);
}

/** Of definitions that upgrades skip the cluster has those that its install made. */
function asUpgraded(node: Mapping): Node | undefined {
  const upgrade = nodeAt(node, 'spec', 'upgrade');
  if (!(upgrade instanceof Mapping) || textAt(upgrade, 'crds') !== 'Skip') return upgrade;
  return textAt(node, 'spec', 'install', 'crds') === 'Skip' ? upgrade : upgrade.without('crds');
}

function keyOf({ resource, values, digest, revision, kubernetes, controller }: ReleaseToRender): string {
  const { name, namespace } = resource;
  const around = [values.opaque, kubernetes.version, controller];
  const known = keysOfGiven([resource.node, values.values], () => new Map());
  const rest = textOf([digest, revision, name, namespace, ...around]);
  const found = known.get(rest);
  if (found !== undefined) return found;
  const node = decidingPart(resource.node);
  const text = textOf([digest, revision, name, namespace, plain(node), plain(values.values), ...around]);
  const key = createHash('sha256').update(text).digest('hex');
  if (known.size === MOST_RENDERINGS) known.clear();
  known.set(rest, key);
  return key;
}

/** Of a HelmRelease and its values, by all else: most stay from review to review. */
const keysOfGiven = onceTogether<Map<string, string>>();

function textOf(parts: readonly unknown[]): string {
  return JSON.stringify(parts, (_, value) => (typeof value === 'bigint' ? String(value) : value));
}

/** Equal for nodes of equal content, of which the same is hidden. */
function plain(node: Node): unknown {
  if (node instanceof Scalar)
    return [node.tag, node.text, node.hidden ?? '', node.marks.template ?? '', node.marks.isSetInteger ?? ''];
  if (!(node instanceof Mapping)) return node.items.map(plain);
  return Object.fromEntries(
    [...node.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [`.${key}`, plain(value)]),
  );
}
