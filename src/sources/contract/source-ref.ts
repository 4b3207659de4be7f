/**
 * What a repository refers to elsewhere: all that decides what is fetched, and nothing else.
 *
 * clone: a Git repository as kustomize clones it for a remote base. file: what it downloads, one file.
 */
export type SourceRef =
  | {
      readonly kind: 'clone';
      /** As git takes it: `https://github.com/org/app`, `git@example.com:org/app.git`. */
      readonly repository: string;
      /** A branch, a tag or a commit; empty for the default branch. */
      readonly ref: string;
      readonly submodules: boolean;
    }
  | { readonly kind: 'file'; readonly url: string };

/** A chart in a repository of charts. */
export interface ChartRef {
  /** Its address, as a HelmRepository has it. */
  readonly repository: string;
  readonly name: string;
  /** A version or a range; empty for the newest that is no pre-release. */
  readonly version: string;
}

/** Something that cannot be had. */
export interface Unavailable {
  readonly kind: 'unavailable';
  /** One sentence without a full stop; it holds no credentials. */
  readonly reason: string;
  /** What to do about it, as a sentence. */
  readonly remedy: string;
}

/** What a reference stands for, or why that is not known. */
export type Resolved =
  | {
      readonly kind: 'directory' | 'file';
      /** Of the object. */
      readonly id: string;
      /** What a reference that may move led to: a commit, a digest. */
      readonly revision: string;
      /** Absolute path of the bare Git directory that holds the object and all below it. */
      readonly gitDirectory: string;
    }
  | Unavailable;

/** The archive of a chart, or why there is none. */
export type ResolvedChart =
  | {
      readonly kind: 'chart';
      /** As the repository has it. */
      readonly version: string;
      /** SHA-256 of the archive, in hexadecimal. */
      readonly digest: string;
      /** Absolute path of the archive. */
      readonly file: string;
    }
  | Unavailable;
