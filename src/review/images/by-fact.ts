import type { ImageUser } from '../contract/images.ts';

/** A fact about images, with all clusters of which it holds, and who makes it hold there. */
interface Held<Fact> {
  readonly fact: Fact;
  readonly clusters: string[];
  readonly users: readonly ImageUser[];
}

interface Row<Fact> {
  readonly fact: Fact;
  readonly clusters: string[];
  readonly users: Map<string, ImageUser>;
}

/** Collects facts cluster by cluster: each once, and below it each user once. */
export class ByFact<Fact> {
  readonly #rows = new Map<string, Row<Fact>>();

  /** @param fact plain data: equal data, equal fact */
  add(cluster: string, fact: Fact, user?: Omit<ImageUser, 'clusters'>): void {
    const key = JSON.stringify(fact);
    const row: Row<Fact> = this.#rows.get(key) ?? { fact, clusters: [], users: new Map() };
    this.#rows.set(key, row);
    note(row.clusters, cluster);
    if (user === undefined) return;
    const userKey = JSON.stringify(user);
    const known = row.users.get(userKey);
    if (known === undefined) row.users.set(userKey, { ...user, clusters: [cluster] });
    else note(known.clusters, cluster);
  }

  /** @returns them in the order of what they say */
  get all(): readonly Held<Fact>[] {
    const sorted = [...this.#rows].sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted.map(([, { fact, clusters, users }]) => ({ fact, clusters, users: [...users.values()] }));
  }
}

function note(clusters: string[], cluster: string): void {
  if (clusters.at(-1) !== cluster) clusters.push(cluster);
}
