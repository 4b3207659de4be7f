import type { CommitFiles } from './make-repository.ts';

/** Texts by path. */
export type Files = ReadonlyMap<string, string>;

/** A kind of pull request. */
export interface Kind {
  readonly name: string;
  /** How many are opened: the first for a cold review, the others for running engines. */
  readonly pulls: number;
  /** @returns what its commits set, one after the other; of each index something else */
  readonly commits: (index: number) => readonly Files[];
}

/** A fleet to be measured, and what is proposed to it. */
export interface Fleet {
  readonly name: string;
  readonly files: Files;
  /** The first is that of the cold review. */
  readonly kinds: readonly [Kind, ...Kind[]];
}

/** How large a fleet is. bench/shape.md draws it. */
export interface FleetSize {
  readonly clusters: number;
  readonly apps: number;
}

/** Of kinds whose reviews take milliseconds, and vary by as many. */
export const MANY = 17;
export const FEW = 5;

/** @returns the branch of a pull request, the first of a kind being 0. */
export function branchOf(kind: string, index: number): string {
  return `${kind.replaceAll(' ', '-')}-${index}`;
}

/** @returns the commits of a fleet: `main`, and a branch off it for every pull request of every kind. */
export function fleetCommits({ files, kinds }: Fleet): readonly CommitFiles[] {
  const branches = kinds.flatMap(({ name, pulls, commits }) =>
    Array.from({ length: pulls }, (_, index) =>
      commits(index).map((set, nth): CommitFiles => {
        const branch = branchOf(name, index);
        return nth === 0 ? { branch, from: 'main', files: set } : { branch, files: set };
      }),
    ).flat(),
  );
  return [{ branch: 'main', files }, ...branches];
}

/**
 * @returns one file as it is after an edit
 * @throws Error where the edit changes nothing: a pull request without a change would be measured
 */
export function edited(files: Files, path: string, edit: (text: string) => string): Files {
  const text = files.get(path);
  if (text === undefined || edit(text) === text) throw new Error(`${path} is not edited`);
  return new Map([[path, edit(text)]]);
}
