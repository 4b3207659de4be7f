import * as v from 'valibot';
import { adler32 } from '../../../gotemplate/functions/crypto/hashes.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { onceWhile } from '../../../memo/by-value.ts';
import type { Files } from '../../../tree/files/files.ts';
import { openSource } from '../../../tree/files/open-source.ts';
import type { ObjectId } from '../../../tree/objects/repo-tree.ts';
import { Scalar } from '../../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import { opaqueText } from '../../../yaml/node/opaque-text.ts';
import type { MadeArtifacts } from '../../composed/made-artifacts.ts';
import { type InputOwner, type InputsOfOwner, inputSet, textNode } from './input-set.ts';
import { type ListedSource, listedNames } from './listed-names.ts';
import { staticInputs } from './own-inputs.ts';
import { inputsOfArtifact, selectArtifacts } from './select-artifacts.ts';

/** The inputs that a provider gives, or why only the cluster knows them. */
export type Provided =
  | {
      readonly kind: 'given';
      readonly inputs: InputsOfOwner;
      /** What is read elsewhere for them, by its path. */
      readonly reads: readonly (readonly [string, ObjectId])[];
    }
  | { readonly kind: 'unknown'; readonly why?: string; readonly fix?: string };

/** What providers take beside what they say. */
export interface GivenByCluster {
  /** The repository, and what was resolved of what it refers to. */
  readonly files: Files;
  /** What its ArtifactGenerators make. */
  readonly artifacts: () => MadeArtifacts;
}

/** The same for the same provider and the same names, so that what is made of them is found again. */
const givenOnce = onceWhile<Resource, Provided>();

/**
 * @throws SetError where a value is null; Needs where something has not been resolved or fetched yet
 * @see flux-operator docs/api/v1/resourcesetinputprovider.md
 */
export function providedInputs(provider: Resource, { files, artifacts }: GivenByCluster): Provided {
  if (isPaused(provider)) {
    const why = 'it is paused and keeps giving what it gave before';
    return { kind: 'unknown', why, fix: 'Remove the annotation fluxcd.controlplane.io/reconcile to have it followed.' };
  }
  if (textAt(provider.node, 'spec', 'type') === 'Static') {
    const owner = ownerOf(provider);
    return givenOnce(provider, [], () => {
      return { kind: 'given', inputs: staticInputs(provider.node, owner, idOf(owner)), reads: [] };
    });
  }
  if (textAt(provider.node, 'spec', 'type') === 'ExternalArtifact') return ofArtifacts(provider, artifacts());
  const source = listedNames(provider);
  if (source === undefined) return { kind: 'unknown' };
  if ('reason' in source) return { kind: 'unknown', why: source.reason, fix: source.fix };
  const opened = openSource(files, source);
  if (opened.kind === 'off') return { kind: 'unknown', fix: 'Set FETCH=on to have them asked for.' };
  if (opened.kind === 'unavailable') return { kind: 'unknown', why: opened.reason, fix: opened.remedy };
  if (opened.kind === 'directory') return { kind: 'unknown' };
  return givenOnce(provider, [opened.id], () => {
    const blob = files.read(opened);
    // Of an empty list nothing would be made, and what runs would go.
    if (blob.kind !== 'bytes') return { kind: 'unknown' };
    const text = Buffer.from(blob.bytes).toString('utf8');
    return { kind: 'given', inputs: inputsOfList(provider, source, text), reads: [[opened.path, opened.id]] };
  });
}

function ofArtifacts(provider: Resource, made: MadeArtifacts): Provided {
  const selected = selectArtifacts(provider, made);
  if ('why' in selected) return { kind: 'unknown', ...selected };
  return givenOnce(provider, [selected.key], () => {
    const owner = ownerOf(provider);
    const sets = selected.artifacts.map((artifact) => inputsOfArtifact(provider, owner, artifact));
    return { kind: 'given', inputs: { owner, sets, isUnordered: true }, reads: [] };
  });
}

function isPaused({ node }: Resource): boolean {
  return textAt(node, 'metadata', 'annotations', 'fluxcd.controlplane.io/reconcile').toLowerCase() === 'disabled';
}

function ownerOf({ name, namespace }: Resource): InputOwner {
  return { kind: 'ResourceSetInputProvider', name, namespace: namespace || 'default' };
}

/** A checksum of what the cluster calls the provider. */
function idOf({ name, namespace }: InputOwner): Scalar {
  const text = opaqueText(['id of ResourceSetInputProvider', namespace, name]);
  return new Scalar(text, 'str', 'double', undefined, { hidden: 'opaque', template: `(id of ${name})` });
}

/** @param text what is listed, as the reference has it */
function inputsOfList(provider: Resource, source: ListedSource, text: string): InputsOfOwner {
  const owner = ownerOf(provider);
  const listed = source.kind === 'pulls' ? fieldsOfPulls(text) : fieldsOfNames(source, text);
  const sets = listed.map((fields) =>
    inputSet(
      nodeAt(provider.node, 'spec', 'defaultValues'),
      owner,
      fields.map(([key, value]) => [key, textNode(value)] as const),
      nodeAt(provider.node, 'spec', 'url'),
    ),
  );
  return source.kind === 'names' && source.of === 'tags' ? { owner, sets } : { owner, sets, isUnordered: true };
}

type Fields = readonly (readonly [string, string])[];

function fieldsOfNames({ url, of }: Extract<ListedSource, { kind: 'names' }>, text: string): readonly Fields[] {
  const field = of === 'branches' ? 'branch' : 'tag';
  const leadsTo = url.startsWith('oci://') ? 'digest' : 'sha';
  return [...text.matchAll(/^(\S+) (.*)$/gm)].map(([, id = '', name = '']) => [
    ['id', adler32(name)],
    [field, name],
    [leadsTo, id],
  ]);
}

const Pulls = v.array(v.record(v.string(), v.string()));

function fieldsOfPulls(text: string): readonly Fields[] {
  return v.parse(Pulls, JSON.parse(text)).map((pull) => Object.entries(pull));
}
