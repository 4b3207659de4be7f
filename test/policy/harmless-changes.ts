import { type Document, isSeq, parseAllDocuments } from 'yaml';
import type { FleetFiles } from './real-fleets.ts';

/** A fleet with edits that endanger nothing. */
export interface HarmlessChange {
  readonly edits: readonly string[];
  readonly files: FleetFiles;
}

/**
 * Makes every harmless edit that a fleet has a place for, each in a file of its own.
 *
 * @param read the files that some cluster's render reads: an edit of another changes nothing at all
 */
export function harmlessChange(files: FleetFiles, read: ReadonlySet<string>): HarmlessChange {
  const places = Object.entries(files).flatMap(([path, text]) =>
    typeof text === 'string' && read.has(path) && /\.ya?ml$/.test(path) && !path.includes('gotk-')
      ? [{ path, text }]
      : [],
  );
  const edited = new Map<string, string>();
  const edits: string[] = [];
  for (const [edit, change] of EDITS) {
    const place = places.find((file) => !edited.has(file.path) && ![undefined, file.text].includes(change(file)));
    const text = place && change(place);
    if (place === undefined || text === undefined) continue;
    edited.set(place.path, text);
    edits.push(`${edit} in ${place.path}`);
  }
  for (const [path, text] of newConfigMap(places, edited, files)) {
    edited.set(path, text);
    edits.push(`a new ConfigMap, ${path}`);
  }
  return { edits, files: { ...files, ...Object.fromEntries(edited) } };
}

const EDITS: readonly (readonly [string, (file: File) => string | undefined])[] = [
  ['a label', (file) => inWorkload(file, (document) => document.setIn(['metadata', 'labels', 'harmless'], 'yes'))],
  ['one more replica', (file) => inWorkload(file, oneMore)],
  ['the next patch version of an image', ({ text }) => bumped(text, /(image: "?[\w./-]+:v?\d+\.\d+\.)(\d+)/)],
  ['the next patch version of a chart', ({ text }) => bumped(text, /(\n {6,}version: "?\d+\.\d+\.)(\d+)/)],
  ['a comment', ({ text }) => `${text.trimEnd()}\n# A comment.\n`],
];

interface File {
  readonly path: string;
  readonly text: string;
}

function inWorkload({ text }: File, change: (document: Document) => void): string | undefined {
  if (!/^kind: (Deployment|StatefulSet|HelmRelease)$/m.test(text)) return undefined;
  const documents = parseAllDocuments(text);
  const workload = Array.isArray(documents)
    ? documents.find((each) => /^(Deployment|StatefulSet|HelmRelease)$/.test(String(each.get('kind'))))
    : undefined;
  if (workload === undefined || !Array.isArray(documents)) return undefined;
  change(workload);
  return documents.map(String).join('');
}

function oneMore(document: Document): void {
  const replicas = document.getIn(['spec', 'replicas']);
  if (typeof replicas === 'number' && replicas > 0) document.setIn(['spec', 'replicas'], replicas + 1);
}

function bumped(text: string, version: RegExp): string | undefined {
  return version.test(text)
    ? text.replace(version, (_, before: string, patch: string) => before + (Number(patch) + 1))
    : undefined;
}

/** In the first list of manifests that is untouched, in the namespace of the manifest that stands there first. */
function newConfigMap(
  places: readonly File[],
  edited: ReadonlyMap<string, string>,
  files: FleetFiles,
): readonly (readonly [string, string])[] {
  for (const { path, text } of places) {
    if (!path.endsWith('/kustomization.yaml') || edited.has(path)) continue;
    const [document] = parseAllDocuments(text);
    const list = document?.get('resources');
    const directory = path.slice(0, path.lastIndexOf('/'));
    const [first] = isSeq(list) ? list.items.map((item) => files[`${directory}/${String(item)}`]) : [];
    const [manifest] = typeof first === 'string' ? parseAllDocuments(first) : [];
    const namespace = manifest?.getIn(['metadata', 'namespace']);
    if (!isSeq(list) || typeof namespace !== 'string') continue;
    list.add('harmless.yaml');
    const added = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: harmless, namespace: ${namespace} }\ndata: { a: b }\n`;
    return [
      [path, String(document)],
      [`${directory}/harmless.yaml`, added],
    ];
  }
  return [];
}
