import { createHash } from 'node:crypto';
import type { ReadSet } from '../../memo/by-reads.ts';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';

/** All that a chart is made of, as it is found. */
export class ChartInputs {
  readonly #ids = new Map<string, ObjectId | 'absent'>();
  readonly #parts: (readonly [role: string, id: string])[] = [];

  /**
   * @param role what it is to the chart, wherever it stands
   * @param path among all files
   */
  take(role: string, path: string, id: ObjectId | 'absent'): void {
    this.#ids.set(path, id);
    this.#parts.push([role, id]);
  }

  /** Takes what decides beside files. */
  takeOption(role: string, value: string): void {
    this.#parts.push([role, value]);
  }

  /** By path. */
  get reads(): ReadSet {
    return this.#ids;
  }

  /** @returns a text that charts share only where they are made of the same, in the same order */
  digest(): string {
    return createHash('sha256').update(JSON.stringify(this.#parts)).digest('hex');
  }
}
