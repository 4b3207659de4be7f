import { createHash } from 'node:crypto';
import type { Elsewhere } from '../../gotemplate/elsewhere/elsewhere.ts';
import { Time } from '../../gotemplate/functions/dates/time.ts';
import type { Outside } from '../../gotemplate/functions/outside.ts';
import { MARK, Marked } from '../../gotemplate/value/marked.ts';
import { type FunctionTable, type GoFunction, GoObject, type Value } from '../../gotemplate/value/value.ts';
import type { WorldKind } from './stand-in.ts';

/** What only the cluster knows: what it holds, and the addresses of hosts. */
const LIVE: ReadonlySet<string> = new Set(['lookup', 'getHostByName']);

/** Times that differ in each of their parts. */
const TIMES: Readonly<Record<WorldKind, Time>> = {
  known: new Time(1_000_000_000),
  'other-texts': new Time(1_333_333_332, 5),
  'turned-tests': new Time(1_000_000_000),
};

/** What went wrong where a chart was rendered with stand-ins. */
export interface Failure {
  readonly error: Error;
  /** Whether that hangs on what is not known. */
  readonly isSuspect: boolean;
}

/** What is around a chart that is rendered, and notes what it asks of it. */
export class World {
  readonly kind: WorldKind;
  readonly outside: Outside;
  /** Where a failure does not end the rendering. */
  readonly elsewhere: Elsewhere | undefined;
  readonly failures: Failure[] = [];
  /** Texts that were made by chance. */
  readonly made = new Set<string>();
  /** Whether the chart asked what only the cluster has. */
  asksCluster = false;
  #asked = 0;

  constructor(kind: WorldKind, onFailure: 'end' | 'go-on') {
    this.kind = kind;
    this.outside = { now: () => this.#now(), random: (count) => this.#random(count) };
    this.elsewhere = onFailure === 'end' ? undefined : this.#elsewhere();
  }

  /** Whether the chart asked for the time, or for chance. */
  get asksOutside(): boolean {
    return this.#asked > 0;
  }

  /** @returns functions that note what they ask of the cluster and of what is outside. */
  noting(functions: FunctionTable): FunctionTable {
    return new Map([...functions].map(([name, fn]) => [name, this.#notingIn(name, fn)]));
  }

  #notingIn(name: string, fn: GoFunction): GoFunction {
    const isLive = LIVE.has(name);
    const run = (...args: readonly Value[]): Value => {
      const before = this.#asked;
      const result = fn.run(...args);
      this.asksCluster ||= isLive;
      if (this.#asked === before && !isLive) return result;
      this.#noteTexts(result);
      return this.kind === 'turned-tests' ? new Marked(result) : result;
    };
    return { ...fn, run };
  }

  #noteTexts(value: Value): void {
    if (typeof value === 'string') this.made.add(value);
    else if (value instanceof GoObject) for (const field of value.fields.values()) this.#noteTexts(field);
  }

  #now(): Time {
    this.#asked += 1;
    return TIMES[this.kind];
  }

  /** The same in each run, so that what is made by chance is no change. */
  #random(count: number): Uint8Array {
    this.#asked += 1;
    const seed = `${this.kind === 'other-texts' ? 'other' : 'known'} ${this.#asked}`;
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; at += 32) {
      const block = createHash('sha256').update(`${seed} ${at}`).digest();
      bytes.set(block.subarray(0, Math.min(32, count - at)), at);
    }
    return bytes;
  }

  #elsewhere(): Elsewhere {
    const elsewhere: Elsewhere = {
      turnsTests: this.kind === 'turned-tests',
      failure: `${MARK}failed-${this.kind}`,
      turned: 0,
      isSuspect: false,
      failed: (error) => {
        this.failures.push({ error, isSuspect: elsewhere.isSuspect || elsewhere.turned > 0 });
      },
    };
    return elsewhere;
  }
}
