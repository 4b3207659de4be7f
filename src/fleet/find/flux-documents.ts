import { syncOfInstance } from '../../flux/objects/flux-instance.ts';
import { clampPath, FLUX_KUSTOMIZATION_GROUP } from '../../flux/objects/flux-kustomization.ts';
import { fullName } from '../../kubernetes/facts/object-ref.ts';
import { parseOnce } from '../../kustomize/read/parse-once.ts';
import type { Memory } from '../../memo/memory.ts';
import type { Blob, ObjectId } from '../../tree/objects/repo-tree.ts';
import { decodeText } from '../../yaml/node/decode-text.ts';
import { lineOf, Mapping, type Node } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';

/** A FluxKustomization as it is written, or as flux-operator writes it for an instance. */
export interface FluxDocument {
  readonly name: string;
  /** As written; empty where a kustomization may set it. */
  readonly namespace: string;
  /** `spec.path`, clamped to the repository. */
  readonly path: string;
  /** Kind, namespace and name of the source that it names. */
  readonly source: string;
  readonly sourceName: string;
  readonly isInstance: boolean;
  /** 1-based. */
  readonly line: number;
}

/** What a file says about what Flux is to reconcile. */
export interface FluxFile {
  readonly documents: readonly FluxDocument[];
  /** Kind, namespace and name of the sources in it. */
  readonly sources: readonly string[];
}

const NOTHING: FluxFile = { documents: [], sources: [] };

/** Whether a text may hold any of it: parsing everything would take seconds. */
const KINDS = /^kind:\s*["']?(Kustomization|FluxInstance|HelmRelease|GitRepository|OCIRepository|Bucket)\b/m;
const GROUPS = /(kustomize|source)\.toolkit\.fluxcd\.io\/|fluxcd\.controlplane\.io\/|^ {4}instance:/m;

/**
 * Reads a YAML file. One that cannot be read gives nothing: rendering its directory reports what is wrong with it.
 *
 * @param memory where it is kept once it is parsed
 */
export function readFluxFile(id: ObjectId, blob: Blob, memory: Memory): FluxFile {
  const text = blob.kind === 'bytes' ? decodeText(blob.bytes) : '';
  if (typeof text !== 'string' || !KINDS.test(text) || !GROUPS.test(text)) return NOTHING;
  const read = parseOnce(memory, id, 'strict', () => text);
  return {
    documents: read.documents.flatMap((document) => {
      const instance = syncOfInstance(document);
      if (instance !== undefined) return [toDocument(instance.kustomization, true)];
      return isFluxKustomization(document) ? [toDocument(document, false)] : [];
    }),
    sources: read.documents.filter(isSource).map((document) => {
      const [namespace, name] = [textAt(document, 'metadata', 'namespace'), textAt(document, 'metadata', 'name')];
      return fullName({ kind: textAt(document, 'kind'), namespace, name });
    }),
  };
}

function toDocument(object: Node, isInstance: boolean): FluxDocument {
  const namespace = textAt(object, 'metadata', 'namespace');
  const ref = (key: string) => textAt(object, 'spec', 'sourceRef', key);
  return {
    name: textAt(object, 'metadata', 'name'),
    namespace,
    path: clampPath(textAt(object, 'spec', 'path')),
    source: fullName({ kind: ref('kind'), namespace: ref('namespace') || namespace, name: ref('name') }),
    sourceName: ref('name'),
    isInstance,
    line: lineOf(object) ?? 1,
  };
}

function isFluxKustomization(document: Node): boolean {
  if (!(document instanceof Mapping) || textAt(document, 'kind') !== 'Kustomization') return false;
  return textAt(document, 'apiVersion').startsWith(`${FLUX_KUSTOMIZATION_GROUP}/`);
}

function isSource(document: Node): boolean {
  return textAt(document, 'apiVersion').startsWith('source.toolkit.fluxcd.io/');
}
