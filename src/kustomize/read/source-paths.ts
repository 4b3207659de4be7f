import type { Source } from '../../yaml/node/source.ts';

/** Under which paths a build has read each text: equal files at two paths are one text. */
export class SourcePaths {
  readonly #own = new Map<Source, Set<string>>();
  readonly #parts: SourcePaths[] = [];

  add(source: Source, path: string): void {
    this.#own.set(source, (this.#own.get(source) ?? new Set()).add(path));
  }

  /** Takes on those of a part of the build, which may have been carried out before. */
  include(part: SourcePaths): void {
    this.#parts.push(part);
  }

  of(source: Source): ReadonlySet<string> {
    const paths = new Set(this.#own.get(source.file));
    for (const part of this.#parts) for (const path of part.of(source)) paths.add(path);
    return paths;
  }
}
