import type { ApiVersions } from '../../helm/objects/capabilities.ts';

/** What a chart asked of the API versions of a cluster, and was answered: in another one that says the same it is the same. */
export class AskedApis implements ApiVersions {
  readonly #versions: ApiVersions;
  readonly #answers = new Map<string, boolean>();
  #all: readonly string[] | undefined;

  constructor(versions: ApiVersions) {
    this.#versions = versions;
  }

  readonly has = (version: string): boolean => {
    const answer = this.#versions.has(version);
    this.#answers.set(version, answer);
    return answer;
  };

  readonly all = (): readonly string[] => {
    this.#all = this.#versions.all();
    return this.#all;
  };

  /** @returns whether another cluster would have given the same answers */
  isAnsweredBy(other: ApiVersions): boolean {
    for (const [version, answer] of this.#answers) if (other.has(version) !== answer) return false;
    return this.#all === undefined || this.#all.join('\n') === other.all().join('\n');
  }
}
