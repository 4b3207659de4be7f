import { createHash } from 'node:crypto';
import { isRead } from './source-ref.ts';

/** Why something is not there; never holds credentials. */
export interface Lack {
  /** One sentence without a full stop. */
  readonly reason: string;
  readonly remedy: string;
}

/** What a reference to elsewhere stands for at the moment of a review. */
export type Resolution =
  | {
      readonly kind: 'directory' | 'file';
      readonly id: string;
      /** What a reference that may move led to: a commit, a version, a digest. */
      readonly revision: string;
      /** Of a reference that moves without anybody's commit here: what it follows, such as `branch main`. */
      readonly follows?: string;
      /** Why its submodules are not in their places, where they are asked for. */
      readonly lacking?: Lack;
    }
  /** It is there, and nothing of it is read. */
  | { readonly kind: 'present' }
  | (Lack & {
      readonly kind: 'unavailable';
      /** Whether the place was asked, and does not have that of it: nobody else gets it either. */
      readonly isGone?: true;
    });

/** All that was resolved, by the keys of references: one and the same for both sides of a review. */
export class SourceTable {
  /** Equal where the same references stand for the same. */
  readonly id: string;
  /** Equal where the same can be read, whatever else is known to be there. */
  readonly contentId: string;
  readonly #resolutions: ReadonlyMap<string, Resolution>;

  constructor(resolutions: ReadonlyMap<string, Resolution> = new Map()) {
    this.#resolutions = resolutions;
    const all = [...resolutions].sort(([one], [other]) => (one < other ? -1 : 1));
    this.id = digestOf(all);
    this.contentId = digestOf(all.filter(([key]) => isRead(key)));
  }

  get resolutions(): ReadonlyMap<string, Resolution> {
    return this.#resolutions;
  }

  /** @returns these and more; what was resolved stays as it was */
  with(more: ReadonlyMap<string, Resolution>): SourceTable {
    return new SourceTable(new Map([...more, ...this.#resolutions]));
  }

  /** @returns the keys of references of which something else is read, or that only one of the two has */
  differingFrom(other: SourceTable): readonly string[] {
    const keys = new Set([...this.#resolutions.keys(), ...other.#resolutions.keys()]);
    const textOf = (sources: SourceTable, key: string) => JSON.stringify(sources.#resolutions.get(key));
    return [...keys].filter((key) => isRead(key) && textOf(this, key) !== textOf(other, key));
  }
}

function digestOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
