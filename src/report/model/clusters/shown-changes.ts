import { type ChangeEntry, sameness } from '../changes/change-entry.ts';

/** Where a change stands in full. */
export interface Same {
  /** Absent where it is the one in hand. */
  readonly cluster?: string;
  /** Another object to which the same happens; absent where it is this one. */
  readonly object?: ChangeEntry;
}

/** Two diffs are read faster than a name is found. */
const MOST_REPEATED = 2;
/** So many objects that come or go, and say nothing but that, stand in a line each. */
const MOST_LISTED = 5;

/** What a report has shown in full, so that it stands there once. */
export class ShownChanges {
  readonly #counts = new Map<string, number>();
  readonly #objects = new Map<string, Same>();
  readonly #changes = new Map<string, Required<Same>>();

  /** @param all that is to be shown, each object once for all clusters in which the same happens to it */
  constructor(all: readonly ChangeEntry[]) {
    for (const entry of all) {
      const key = changeKey(entry);
      if (key !== undefined) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
  }

  /** @returns the entries in their order, with those to which the very same happens behind the first of them */
  together(entries: readonly ChangeEntry[]): readonly (readonly [ChangeEntry, ...ChangeEntry[]])[] {
    const groups = new Map<string | ChangeEntry, [ChangeEntry, ...ChangeEntry[]]>();
    for (const entry of entries) {
      const key = this.#repeated(entry) ?? entry;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [entry]);
      else group.push(entry);
    }
    return [...groups.values()].flatMap((group): readonly (readonly [ChangeEntry, ...ChangeEntry[]])[] => {
      const [{ fields }] = group;
      return fields.length === 0 && group.length <= MOST_LISTED ? group.map((entry) => [entry]) : [group];
    });
  }

  /** @returns where the fields of an entry stand already; `undefined` where they are shown now, in a cluster */
  show(entry: ChangeEntry, cluster: string): Same | undefined {
    const object = sameness(entry);
    const known = this.#objects.get(object);
    if (known !== undefined) return known;
    this.#objects.set(object, { cluster });
    const change = entry.fields.length === 0 ? undefined : this.#repeated(entry);
    if (change === undefined) return undefined;
    const alike = this.#changes.get(change);
    if (alike === undefined) this.#changes.set(change, { cluster, object: entry });
    return alike?.cluster === cluster ? { object: alike.object } : alike;
  }

  #repeated(entry: ChangeEntry): string | undefined {
    const key = changeKey(entry);
    return key !== undefined && (this.#counts.get(key) ?? 0) > MOST_REPEATED ? key : undefined;
  }
}

/** @returns what is equal where the same happens to objects; `undefined` where nobody can see whether it is the same */
function changeKey(entry: ChangeEntry): string | undefined {
  const { sign, effect, remark, consequences, endangersData, fields, through } = entry;
  if (fields.length === 0) return isBare(entry) ? JSON.stringify([sign, effect]) : undefined;
  if (sign !== '~') return undefined;
  if (fields.some(({ masked, encrypted }) => masked === true || encrypted === true)) return undefined;
  return JSON.stringify([effect, remark, consequences, endangersData, fields, through]);
}

/** Whether nothing is to be said of what comes or goes but that it does. */
function isBare({ sign, remark, matters, consequences, endangersData }: ChangeEntry): boolean {
  if (sign !== '+' && sign !== '−') return false;
  return remark === undefined && matters.length + consequences.length === 0 && !endangersData;
}
