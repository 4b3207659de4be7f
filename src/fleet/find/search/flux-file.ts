import { clampPath, FLUX_KUSTOMIZATION_GROUP } from '../../../flux/objects/flux-kustomization.ts';
import { fullName } from '../../../kubernetes/facts/object-ref.ts';
import { isKustomizationFile } from '../../../kustomize/kustomization/kustomization-file.ts';
import { parseOnce } from '../../../kustomize/read/parse-once.ts';
import type { Memory } from '../../../memo/memory.ts';
import type { Blob, ObjectId } from '../../../tree/objects/repo-tree.ts';
import { decodeText } from '../../../yaml/node/decode-text.ts';
import { lineOf, Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { itemsAt, textAt } from '../../../yaml/node/node-at.ts';
import { syncsIn } from './sync-values.ts';

/** A FluxKustomization as it is written, or as flux-operator writes it for an instance. */
export interface FluxDocument {
  readonly name: string;
  /** As written; empty where a kustomization may set it. */
  readonly namespace: string;
  /** `spec.path`, clamped to the repository. */
  readonly path: string;
  /** Kind, namespace and name of the source that it names. */
  readonly source: string;
  readonly sourceKind: string;
  readonly sourceName: string;
  /** Of an instance: the address that it syncs; empty where none is written. */
  readonly url: string;
  /** Whether it is that of an instance of flux-operator, or of values that make one. */
  readonly isInstance: boolean;
  /** 1-based. */
  readonly line: number;
}

/** A source that a file holds. */
export interface WrittenSource {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly url: string;
}

/** What a file says about what Flux is to reconcile. */
export interface FluxFile {
  /** Says the same for files that say the same; empty for those that say nothing. */
  readonly key: string;
  readonly documents: readonly FluxDocument[];
  readonly sources: readonly WrittenSource[];
  /** What a kustomization brings in, as it is written; absent for other files. */
  readonly references?: readonly string[];
  /** How many directories above its own its references may lead, at most. */
  readonly climbs: number;
  /** Whether it is where `flux bootstrap` says what is synced, though it says nothing. */
  readonly isEmptySync: boolean;
  /** Objects of Argo CD. */
  readonly applications: readonly { readonly kind: string; readonly name: string }[];
}

/** A file of which discovery learns nothing. */
export const SILENT: FluxFile = {
  ...{ key: '', documents: [], sources: [], applications: [] },
  ...{ climbs: 0, isEmptySync: false },
};

/** Files of `flux bootstrap` that say what is synced. */
const SYNC_FILE = /^gotk-sync\.ya?ml$/;

/** Whether a text may hold any of it: parsing everything would take seconds. */
const SPEAKS = /\b(kustomize|source)\.toolkit\.fluxcd\.io\/|\bfluxcd\.controlplane\.io\/|\bargoproj\.io\//;
const HAS_INSTANCE = /(^|[\s{,"'])instance["']?\s*:/;
const HAS_SYNC = /(^|[\s{,"'])sync["']?\s*:/;

/**
 * Reads a YAML file. One that cannot be read gives nothing: rendering its directory reports what is wrong with it.
 *
 * @param memory where it is kept once it is parsed
 */
export function readFluxFile(id: ObjectId, name: string, blob: Blob, memory: Memory): FluxFile {
  const text = blob.kind === 'bytes' ? decodeText(blob.bytes) : '';
  const silent = SYNC_FILE.test(name) ? { ...SILENT, key: 'sync', isEmptySync: true } : SILENT;
  if (typeof text !== 'string') return silent;
  const isKustomization = isKustomizationFile(name);
  const maySync = HAS_INSTANCE.test(text) && HAS_SYNC.test(text);
  if (!isKustomization && !maySync && !SPEAKS.test(text)) return silent;
  const { documents } = parseOnce(memory, id, 'strict', () => text);
  const objects = documents.flatMap(objectsIn);
  const own = objects.filter(isFluxKustomization).map((document) => toDocument(document, document));
  const synced = objects.flatMap((document) => {
    return syncsIn(document, maySync).map(({ kustomization, source, place }) => {
      return { ...toDocument(kustomization, place), url: textAt(source, 'spec', 'url'), isInstance: true };
    });
  });
  const [first] = documents;
  const references = isKustomization && first !== undefined ? referencesOf(first) : [];
  const said = {
    documents: [...own, ...synced],
    sources: objects.filter(isSource).map(toSource),
    ...(isKustomization && first !== undefined ? { references } : {}),
    climbs: Math.max(0, ...references.map((reference) => reference.split('/').filter((part) => part === '..').length)),
    isEmptySync: false,
    applications: objects.flatMap(applicationsOf),
  };
  const isSilent = said.documents.length + said.sources.length + said.applications.length === 0 && !isKustomization;
  return isSilent ? silent : { key: JSON.stringify(said), ...said };
}

/** kustomize takes a list for the objects in it. */
function objectsIn(document: Node): readonly Node[] {
  return textAt(document, 'kind').endsWith('List') ? itemsAt(document, 'items') : [document];
}

function toDocument(object: Node, place: Node): FluxDocument {
  const namespace = textAt(object, 'metadata', 'namespace');
  const ref = (key: string) => textAt(object, 'spec', 'sourceRef', key);
  return {
    name: textAt(object, 'metadata', 'name'),
    namespace,
    path: clampPath(textAt(object, 'spec', 'path')),
    source: fullName({ kind: ref('kind'), namespace: ref('namespace') || namespace, name: ref('name') }),
    sourceKind: ref('kind'),
    sourceName: ref('name'),
    url: '',
    isInstance: false,
    line: lineOf(place) ?? 1,
  };
}

function toSource(object: Node): WrittenSource {
  return {
    kind: textAt(object, 'kind'),
    namespace: textAt(object, 'metadata', 'namespace'),
    name: textAt(object, 'metadata', 'name'),
    url: textAt(object, 'spec', 'url'),
  };
}

function referencesOf(document: Node): readonly string[] {
  return ['resources', 'bases', 'components'].flatMap((field) =>
    itemsAt(document, field).flatMap((item) => (item instanceof Scalar ? [item.text] : [])),
  );
}

function applicationsOf(document: Node): FluxFile['applications'] {
  const kind = textAt(document, 'kind');
  const isOne =
    /^(Application|ApplicationSet)$/.test(kind) && textAt(document, 'apiVersion').startsWith('argoproj.io/');
  return isOne ? [{ kind, name: textAt(document, 'metadata', 'name') }] : [];
}

function isFluxKustomization(document: Node): boolean {
  if (!(document instanceof Mapping) || textAt(document, 'kind') !== 'Kustomization') return false;
  return textAt(document, 'apiVersion').startsWith(`${FLUX_KUSTOMIZATION_GROUP}/`);
}

function isSource(document: Node): boolean {
  return textAt(document, 'apiVersion').startsWith('source.toolkit.fluxcd.io/');
}
