import { KUSTOMIZATION_FILES } from '../../kustomize/kustomization/kustomization-file.ts';
import { fileText } from '../../kustomize/read/file-text.ts';
import { parseOnce } from '../../kustomize/read/parse-once.ts';
import type { ReadSet } from '../../memo/by-reads.ts';
import type { Files, Found } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { isMounted } from '../../tree/sources/mount.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { clampPath, FLUX_KUSTOMIZATION_GROUP } from '../objects/flux-kustomization.ts';
import { makerOf } from '../roots/inventory.ts';
import type { Rendered } from '../roots/split-inventory.ts';

/** More directories than this hold all that there is: any change may be one of what is hidden. */
const MOST_DIRECTORIES = 1_000;

/**
 * Gives each root that cannot be rendered what it would have read behind the problem too, and so would all that it holds:
 * a build stops at the first thing that is wrong, and what stands behind may change unseen.
 *
 * @param files the repository
 * @throws Needs where an object has not been fetched yet
 */
export function withHiddenFiles(rendered: Rendered, files: Files): Rendered {
  if (rendered.roots.every(({ problems }) => problems.length === 0)) return rendered;
  const roots = mapAll(rendered.roots, (root) => {
    if (root.problems.length === 0 || makerOf(root) !== undefined) return root;
    const hidden = filesBelow(files, root.directory, root.flux?.spec);
    return { ...root, reads: new Map([...root.reads, ...hidden]) };
  });
  return { ...rendered, roots };
}

/** Something that refers to files and directories: by whatever text in it, as it need not be valid. */
interface Referrer {
  readonly directory: string;
  readonly nodes: readonly Node[];
}

/** Follows what is written, whether or not it can be built: rather too much than too little. */
function filesBelow(files: Files, directory: string, spec: Mapping | undefined): ReadSet {
  const hidden = new Map<string, string>();
  const seen = new Set<string>();
  let next: readonly string[] = [directory];
  let own: readonly Referrer[] = spec === undefined ? [] : [{ directory, nodes: [spec] }];
  while (next.length > 0) {
    if (seen.size + next.length > MOST_DIRECTORIES) return withWhole(files, hidden);
    for (const path of next) seen.add(path);
    const looks = mapAll(next, (path) => lookInto(files, path, own));
    own = [];
    for (const look of looks) for (const [path, id] of look.files) hidden.set(path, id);
    next = [...new Set(looks.flatMap((look) => look.directories))].filter((path) => !seen.has(path));
  }
  return hidden;
}

function withWhole(files: Files, hidden: ReadonlyMap<string, string>): ReadSet {
  const root = files.find('');
  if (root.kind !== 'directory') return hidden;
  files.list(root);
  return new Map([...hidden, ['', root.id]]);
}

interface Look {
  readonly files: ReadonlyMap<string, string>;
  /** To be looked into next. */
  readonly directories: readonly string[];
}

type FileFound = Extract<Found, { kind: 'file' }>;
type DirectoryFound = Extract<Found, { kind: 'directory' }>;

function lookInto(files: Files, path: string, more: readonly Referrer[]): Look {
  const directory = files.find(path);
  if (directory.kind !== 'directory') return { files: new Map(), directories: [] };
  const kustomizations = KUSTOMIZATION_FILES.flatMap((name) => {
    const found = files.find(joinPath(directory.path, name) ?? name);
    return found.kind === 'file' ? [found] : [];
  });
  const parsed = mapAll(kustomizations, (file) => documentsOf(files, file));
  const referrers = [...more, { directory: directory.path, nodes: parsed.flatMap((documents) => documents ?? []) }];
  const referred = [
    ...referrers.flatMap(({ directory: from, nodes }) => nodes.flatMap(textsIn).map((text) => joinPath(from, text))),
    ...(kustomizations.length === 0 ? manifestsIn(files, directory) : []),
  ];
  const found = [...new Set(referred)].flatMap((each) => (each === undefined ? [] : [files.find(each)]));
  const here = found.filter((each): each is FileFound => each.kind === 'file');
  const led = mapAll(here, (file) => pathsOfFlux(files, file)).flat();
  const isReadable = parsed.every((documents) => documents !== undefined);
  if (!isReadable) files.list(directory);
  return {
    files: new Map([
      ...[...kustomizations, ...here].map((file) => [file.path, file.id] as const),
      // Of a kustomization that cannot be read, whatever stands beside it may be part.
      ...(isReadable ? [] : [[directory.path, directory.id] as const]),
    ]),
    directories: [...found.flatMap((each) => (each.kind === 'directory' ? [each.path] : [])), ...led],
  };
}

/** What Flux takes of a directory without a kustomization: its manifests, and what stands in directories below it. */
function manifestsIn(files: Files, directory: DirectoryFound): readonly (string | undefined)[] {
  return [...files.list(directory)].flatMap(([name, { kind }]) => {
    const isTaken = kind === 'directory' || (kind === 'file' && /\.ya?ml$/.test(name));
    return isTaken ? [joinPath(directory.path, name)] : [];
  });
}

/** The directories that the FluxKustomizations of a manifest build; of one with variables, where those begin. */
function pathsOfFlux(files: Files, file: FileFound): readonly string[] {
  // A path in something else is none here.
  if (isMounted(file.path) || !/\.ya?ml$/.test(file.path) || !fileText(files, file)?.includes(FLUX_KUSTOMIZATION_GROUP))
    return [];
  return (documentsOf(files, file) ?? []).flatMap((document) => {
    const isFlux = textAt(document, 'apiVersion').startsWith(`${FLUX_KUSTOMIZATION_GROUP}/`);
    if (!isFlux || textAt(document, 'kind') !== 'Kustomization' || nodeAt(document, 'spec', 'path') === undefined) {
      return [];
    }
    const path = textAt(document, 'spec', 'path');
    return [clampPath(path.includes('$') ? path.replace(/[^/]*\$.*$/s, '') : path)];
  });
}

function documentsOf(files: Files, file: FileFound): readonly Node[] | undefined {
  const { documents, problems } = parseOnce(files.memory, file.id, 'lenient', () => fileText(files, file) ?? '');
  return problems.length > 0 ? undefined : documents;
}

/** Every text of a few words that may be a path, also behind the key of a generated file. */
function textsIn(node: Node): readonly string[] {
  if (node instanceof Mapping) return [...node.entries.values()].flatMap(textsIn);
  if (!(node instanceof Scalar)) return node.items.flatMap(textsIn);
  const { text } = node;
  if (text === '' || text.length > 500 || text.includes('\n')) return [];
  const [, file] = /^[^=]+=(.+)$/.exec(text) ?? [];
  return file === undefined ? [text] : [text, file];
}
