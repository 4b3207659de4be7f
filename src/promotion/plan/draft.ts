import { Buffer } from 'node:buffer';
import type { Files } from '../../tree/files/files.ts';
import { plainFiles } from '../../tree/files/plain-files.ts';
import { editTree, entryAt } from '../../tree/objects/edit-tree.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';
import { decodeBytes } from '../../yaml/node/decode-text.ts';
import type { Spliced } from '../../yaml/splice/spliced.ts';
import type { FileEdit } from './promotion.ts';
import { refuse } from './promotion-refusal.ts';

/** A tree that is being edited, file by file; the tree it came from stays as it is. */
export class Draft {
  readonly #base: Files;
  readonly #from: RepoTree;
  readonly #texts = new Map<string, string | undefined>();
  /** Of new files, the one that each is made from. */
  readonly #models = new Map<string, string>();
  #files: Files | undefined;
  #tree: RepoTree | undefined;

  constructor(tree: RepoTree) {
    this.#from = tree;
    this.#base = plainFiles(tree, { symlinks: 'absent' });
  }

  /** @returns a file's text, or undefined where there is none. @throws PromotionRefusal where it is no UTF-8 */
  read(path: string): string | undefined {
    if (this.#texts.has(path)) return this.#texts.get(path);
    return textIn(this.#base, path);
  }

  /**
   * @param like the file that a new one is made from, whose mode it takes
   * @throws PromotionRefusal where a link or a submodule is in the way
   */
  write(path: string, text: string | undefined, like?: string): void {
    const { obstacle } = entryAt(this.#from, path);
    if (obstacle !== undefined)
      refuse(`${obstacle} is a symbolic link or a submodule, and is not replaced`, 'Edit its target by hand.');
    if (like !== undefined) this.#models.set(path, like);
    this.#texts.set(path, text);
    this.#files = undefined;
    this.#tree = undefined;
  }

  /** @throws PromotionRefusal where the file is not there, or the edit cannot be made */
  splice(path: string, edit: (text: string) => Spliced): void {
    const text = this.read(path) ?? refuse(`${path} does not exist, so it cannot be edited`);
    const spliced = edit(text);
    if (spliced.kind === 'spliced') {
      this.write(path, spliced.text);
      return;
    }
    const place = spliced.line === undefined ? path : `${path}:${spliced.line}`;
    refuse(`${place} cannot be edited without rewriting it: ${spliced.reason}`, 'Edit this list by hand.');
  }

  /** @returns what differs from the tree it came from, sorted by path */
  get edits(): readonly FileEdit[] {
    return [...this.#texts]
      .map(([path, after]) => ({ path, before: textIn(this.#base, path), after, mode: this.#modeOf(path) }))
      .filter(({ before, after }) => before !== after)
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  #modeOf(path: string): FileEdit['mode'] {
    const { entry } = entryAt(this.#from, path);
    const model = this.#models.get(path);
    const like = entry === undefined && model !== undefined ? entryAt(this.#from, model).entry : entry;
    return like?.isExecutable === true ? '100755' : '100644';
  }

  get tree(): RepoTree {
    this.#tree ??= editedTree(this.#from, this.edits);
    return this.#tree;
  }

  get files(): Files {
    this.#files ??= plainFiles(this.tree, { symlinks: 'absent' });
    return this.#files;
  }
}

/** @returns a tree with edits made. */
export function editedTree(tree: RepoTree, edits: readonly FileEdit[]): RepoTree {
  return editTree(
    tree,
    new Map(edits.map(({ path, after }) => [path, after === undefined ? undefined : Buffer.from(after)])),
  );
}

function textIn(files: Files, path: string): string | undefined {
  const found = files.find(path);
  if (found.kind !== 'file') return undefined;
  const blob = files.read(found);
  const text = blob.kind === 'bytes' ? decodeBytes(blob.bytes) : undefined;
  return text ?? refuse(`${path} is not UTF-8 text`, 'Edit it by hand.');
}
