import type { Inventory } from '../../flux/roots/inventory.ts';
import { isKustomizationFile, kustomizationReferences } from '../../kustomize/kustomization/kustomization-file.ts';
import { fileText } from '../../kustomize/read/file-text.ts';
import { type ParsedBlob, parseOnce } from '../../kustomize/read/parse-once.ts';
import { KeptById } from '../../memo/by-id.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { dirname } from '../../tree/objects/paths.ts';
import { Mapping } from '../../yaml/node/node.ts';

/** A kustomization file as it is in the repository, before Flux rewrites it. */
export interface KustomizationFile {
  readonly path: string;
  readonly directory: string;
  readonly document: Mapping;
  readonly text: string;
  /** What it refers to within the repository, in its order. */
  readonly references: readonly RepositoryReference[];
}

/** A reference that does not lead elsewhere. */
export interface RepositoryReference {
  /** Relative to the repository. */
  readonly path: string;
  readonly line: number | undefined;
}

/** By path and blob. */
const KEPT = new KeptById<{ readonly file: KustomizationFile | undefined }>({ capacity: 50_000 });

/** The kustomization files of one tree; each is read once, whichever cluster asks. */
export class KustomizationFiles {
  readonly #files: Files;

  constructor(files: Files) {
    this.#files = files;
  }

  /**
   * @returns those that the renders of a cluster have read
   * @throws Needs where one has not been fetched yet
   */
  readBy({ roots }: Inventory): readonly KustomizationFile[] {
    const ids = new Map(roots.flatMap(({ reads }) => [...reads].filter(([path]) => isKustomizationFile(path))));
    return mapAll(ids, ([path, id]) => {
      const { file } = KEPT.once(this.#files.memory, `${id} ${path}`, () => ({ file: this.#read(path) }));
      return file ?? [];
    }).flat();
  }

  /** What cannot be understood is a problem of the render, and reported there. */
  #read(path: string): KustomizationFile | undefined {
    const found = this.#files.find(path);
    if (found.kind !== 'file') return undefined;
    const parsed = this.#parse(found);
    const [document] = parsed?.documents ?? [];
    if (parsed === undefined || !(document instanceof Mapping)) return undefined;
    const directory = dirname(path);
    return { path, directory, document, text: parsed.source.text, references: referencesIn(document, directory) };
  }

  /** As the render has parsed it: kustomize and Flux read these files as JSON. */
  #parse(file: Extract<ReturnType<Files['find']>, { kind: 'file' }>): ParsedBlob | undefined {
    const text = fileText(this.#files, file);
    return text !== undefined ? parseOnce(this.#files.memory, file.id, 'lenient', () => text) : undefined;
  }
}

function referencesIn(document: Mapping, directory: string): readonly RepositoryReference[] {
  return kustomizationReferences(document, directory).flatMap(({ path, line }) =>
    path === undefined ? [] : [{ path, line }],
  );
}
