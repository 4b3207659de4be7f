import type { Located } from '../address/locate.ts';
import type { Credential } from './credential.ts';

/** Where git fetches from, and all that it is told for it. */
export interface GitRemote extends Located, Omit<Credential, 'isFor'> {
  /** Absolute path of all certificates that are trusted; those of the system by default. */
  readonly authorities?: string | undefined;
  /** A port of this machine that leads to the host: a proxy for https, the host itself for ssh. */
  readonly relay?: number | undefined;
}

/** How a repository names its objects. */
export type ObjectFormat = 'sha1' | 'sha256';

/** What a fetch by git may take: bytes on the disk, and milliseconds. */
export interface GitLimits {
  readonly bytes: number;
  readonly time: number;
  /** Told how many bytes more have come. */
  readonly received?: ((bytes: number) => void) | undefined;
}

/** A repository within another one, as that refers to it. */
interface Submodule {
  readonly path: string;
  /** An address, or one relative to that of the other. */
  readonly url: string;
  readonly commit: string;
}

/** A tree, and the bare git directory that holds it and all below it. */
interface HeldTree {
  readonly directory: string;
  readonly id: string;
}

/**
 * What is asked of git, by whoever puts the edges together. Paths are absolute; a failure is an error with a `code` of what
 * went wrong and a message that may be shown.
 */
export interface GitAccess {
  readonly fillBareDirectory: (path: string, format: ObjectFormat) => void;
  /** @returns the id of the object */
  readonly writeBlob: (gitDirectory: string, bytes: Uint8Array, format: ObjectFormat) => string;
  /** @param files by path @returns the id of the tree that holds them */
  readonly writeTree: (gitDirectory: string, files: ReadonlyMap<string, Uint8Array>, format: ObjectFormat) => string;
  /** @returns ids of the refs that are there; that of a tag's commit under its name and `^{}` */
  readonly refsOf: (
    gitDirectory: string,
    remote: GitRemote,
    refs: readonly string[],
    limits: GitLimits,
    signal?: AbortSignal,
  ) => Promise<ReadonlyMap<string, string>>;
  /** Fetches without history. @returns the id of the tree */
  readonly fetchTree: (
    gitDirectory: string,
    remote: GitRemote,
    id: string,
    limits: GitLimits,
    signal?: AbortSignal,
  ) => Promise<string>;
  readonly submodulesOf: (tree: HeldTree) => Promise<readonly Submodule[]>;
  /** Writes a tree that holds others in the place of its submodules. @param parts by their paths @returns its id */
  readonly composeTree: (
    gitDirectory: string,
    whole: HeldTree,
    parts: ReadonlyMap<string, HeldTree>,
  ) => Promise<string>;
}
