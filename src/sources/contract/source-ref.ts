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
  | { readonly kind: 'unavailable'; readonly reason: string; readonly remedy: string };
