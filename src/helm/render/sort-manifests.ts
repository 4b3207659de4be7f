import { compareText } from '../../gotemplate/value/compare-text.ts';
import { oncePerText } from '../../memo/by-value.ts';
import type { Node } from '../../yaml/node/node.ts';
import { countNodes } from '../chart/count-nodes.ts';
import { explained, HelmError } from '../chart/helm-error.ts';
import { type HelmVersion, NEWEST_HELM } from '../chart/helm-version.ts';
import { leanDocuments } from '../chart/lean-documents.ts';
import { trimSpace } from '../chart/trim-space.ts';
import { readDocument, type StructType, skimDocument, TypedMapping } from '../chart/typed-yaml.ts';
import { inInstallOrder } from './kind-order.ts';
import { type Splitting, splitManifests } from './split-manifests.ts';

/** A part of a file that holds one object. */
export interface ManifestDocument {
  /** Its text, which may be written only when somebody asks for it. */
  readonly content: () => string;
  /** `undefined` for a document of nothing but comments. */
  readonly node: Node | undefined;
  /** What tells its kind, name and annotations, where the node holds that otherwise than the content. */
  readonly head?: Node;
  /** Its kind, name and annotations, where they were read already. */
  readonly told?: Head;
}

/** What of a document decides what Helm does with it. */
interface Head {
  readonly kind: string;
  readonly name: string;
  readonly annotations: ReadonlyMap<string, string>;
}

/** What is read of documents at first: all that is in them, or what Helm looks at; the rest is when somebody asks for it. */
export type Extent = 'whole' | 'heads';

/** What is told of an object that a template wrote. */
export interface WrittenObject extends Pick<ManifestDocument, 'node'> {
  /** The template, within the root chart. */
  readonly path: string;
  readonly kind: string;
  readonly name: string;
}

/** A document that a template wrote. */
export interface Manifest extends WrittenObject, Pick<ManifestDocument, 'content'> {}

/** A manifest that Helm applies at an event, and that is no part of the release. */
export interface Hook extends Manifest {
  readonly events: readonly string[];
  readonly weight: number;
  readonly deletePolicies: readonly string[];
}

/** Both in the order in which Helm installs them. */
export interface SortedManifests {
  readonly manifests: readonly Manifest[];
  readonly hooks: readonly Hook[];
}

/** Fifty times what the largest public charts make. */
const MOST_MANIFESTS = 20_000;
/** Of all manifests together: ten times what the largest public charts make. */
const MOST_NODES = 500_000;

/** The annotation that tells the events of a hook, and how those begin that tell more of it. */
const HOOK = 'helm.sh/hook';
const EVENTS: ReadonlySet<string> = new Set([
  'pre-install',
  'post-install',
  'pre-delete',
  'post-delete',
  'pre-upgrade',
  'post-upgrade',
  'pre-rollback',
  'post-rollback',
  'test',
]);

/**
 * @param written what each template wrote, by its path
 * @returns the manifests and hooks in it: `SortManifests` of Helm's pkg/release/v1/util. Hooks of an event that does not
 * exist are in neither.
 * @throws HelmError where a document is no YAML, or not of the form of an object
 */
export function sortManifests(
  written: ReadonlyMap<string, string>,
  splitting: Splitting,
  helm: HelmVersion = NEWEST_HELM,
  extent: Extent = 'whole',
): SortedManifests {
  if (nodesIn([...written.values()]) > MOST_NODES) throw new HelmError('the manifests of the chart are too large');
  const read = extent === 'whole' ? documentsIn : headsIn;
  return sortDocuments([...written.keys()], (path) => read(path, written.get(path) ?? '', splitting), helm);
}

/** Enough for two of the largest public charts: most of what a release makes is the same on both sides of a change. */
const readOnce = oncePerText({ characters: 4_000_000 }, (content): Node | undefined => {
  const node = readDocument(content);
  return node === undefined ? undefined : leanDocuments(content, [node])[0];
});

/** @returns the documents of a text, each read when its turn comes */
export function* documentsIn(path: string, text: string, splitting: Splitting): Iterable<ManifestDocument> {
  for (const content of splitManifests(text, splitting)) {
    yield { content: () => content, node: explained(`YAML parse error on ${path}`, () => readOnce(content)) };
  }
}

/** Annotations stand in `metadata`, which stands in the document. */
const LEVELS_OF_A_HEAD = 3;
/** Enough for the definitions of the largest public charts, of which little is kept beside their texts. */
const headOnce = oncePerText({ characters: 48_000_000 }, (content): Head => {
  const { kind, name, annotations } = headOf(skimDocument(content, LEVELS_OF_A_HEAD));
  return { kind, name, annotations: new Map([...annotations].filter(([key]) => key.startsWith(HOOK))) };
});

/** @returns the documents of a text as {@link documentsIn} does, each with its head; the rest is read when it is asked for */
function* headsIn(path: string, text: string, splitting: Splitting): Iterable<ManifestDocument> {
  for (const content of splitManifests(text, splitting)) {
    const told = explained(`YAML parse error on ${path}`, () => headOnce(content));
    yield {
      content: () => content,
      told,
      get node() {
        return readOnce(content);
      },
    };
  }
}

/**
 * @param documentsOf the documents of a file
 * @returns manifests and hooks, as {@link sortManifests} does
 */
export function sortDocuments(
  paths: readonly string[],
  documentsOf: (path: string) => Iterable<ManifestDocument>,
  helm: HelmVersion = NEWEST_HELM,
): SortedManifests {
  const manifests: Manifest[] = [];
  const hooks: Hook[] = [];
  for (const path of [...paths].sort(compareText)) {
    if (path.slice(path.lastIndexOf('/') + 1).startsWith('_')) continue;
    for (const document of documentsOf(path)) {
      if (manifests.length + hooks.length >= MOST_MANIFESTS) throw new HelmError('the chart makes too many manifests');
      const head =
        document.told ?? explained(`YAML parse error on ${path}`, () => headOf(document.head ?? document.node));
      const manifest = manifestOf(path, document, head);
      const events = head.annotations.get(HOOK);
      if (events === undefined) manifests.push(manifest);
      else hooks.push(...hookOf(manifest, events, head.annotations));
    }
  }
  return { manifests: inInstallOrder(manifests, helm), hooks: inInstallOrder(hooks, helm) };
}

/** At most: some stand in texts, and short texts are not looked into. */
function nodesIn(texts: readonly string[]): number {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return length <= MOST_NODES ? length : texts.reduce((sum, text) => sum + countNodes(text), 0);
}

const HEAD: StructType = { type: 'util.SimpleHead', name: 'SimpleHead' };
const METADATA: StructType = {
  type: String.raw`struct { Name string "json:\"name\""; Annotations map[string]string "json:\"annotations\"" }`,
  name: '',
  within: { field: 'SimpleHead.metadata', keys: 'metadata.' },
};

function headOf(node: Node | undefined): Head {
  if (node === undefined) return { kind: '', name: '', annotations: new Map() };
  const typed = new TypedMapping(node, HEAD);
  typed.text('apiVersion');
  const inner = typed.node('metadata');
  const metadata = inner === undefined ? undefined : new TypedMapping(inner, METADATA);
  const kind = typed.text('kind');
  return { kind, name: metadata?.text('name') ?? '', annotations: metadata?.textMap('annotations') ?? new Map() };
}

function manifestOf(path: string, document: ManifestDocument, { kind, name }: Head): Manifest {
  return {
    ...{ path, content: document.content, kind, name },
    get node() {
      return document.node;
    },
  };
}

function hookOf(manifest: Manifest, events: string, annotations: Head['annotations']): readonly Hook[] {
  // Helm 2 called tests so.
  const named = words(events).map((event) => (event === 'test-success' ? 'test' : event));
  if (!named.every((event) => EVENTS.has(event))) return [];
  const { path, content, kind, name } = manifest;
  const weight = annotations.get(`${HOOK}-weight`) ?? '';
  const policies = annotations.get(`${HOOK}-delete-policy`);
  return [
    {
      ...{ path, content, kind, name },
      get node() {
        return manifest.node;
      },
      events: named,
      weight: /^[+-]?\d+$/.test(weight) ? Number(weight) : 0,
      deletePolicies: policies === undefined ? [] : words(policies),
    },
  ];
}

function words(list: string): readonly string[] {
  return list.split(',').map((word) => trimSpace(word).toLowerCase());
}
