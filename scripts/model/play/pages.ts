import { shownEffect, type Target, targets } from '../world/effects.ts';
import type { CheckRun } from '../world/world.ts';

/** By target, the effect that somebody sees; empty for none. */
export type Effects = Readonly<Partial<Record<Target, string>>>;

/** A button as somebody has it before them, on a page that may be old. */
export interface OpenPage {
  readonly run: CheckRun;
  readonly pull: number;
  readonly identifier: string;
  readonly target: Target;
  readonly effect: string;
  readonly base: string;
  readonly time: number;
}

const marker = /^<!-- blast-radius review ([0-9a-f]{40}) -->/;

/** Whether a comment shows what a pull request does. */
export function isReview(body: string): boolean {
  return marker.test(body);
}

/** What the App has shown to people, read from the texts that it wrote. */
export class Pages {
  /** Buttons that somebody may still click. */
  readonly open: OpenPage[] = [];
  /** Its comments as they were once: somebody kept a copy. */
  readonly copies: string[] = [];
  /** By pull request, its comment as it was written last; and by head, as it spoke of that. */
  readonly #last = new Map<number, string>();
  readonly #ofHeads = new Map<string, string>();

  /** @returns what is shown, and of which head; `undefined` for comments that show nothing */
  wrote(pull: number, body: string): { readonly commit: string; readonly effects: Effects } | undefined {
    const [, commit] = marker.exec(body) ?? [];
    if (commit === undefined) return undefined;
    this.copies.push(body);
    this.#last.set(pull, body);
    this.#ofHeads.set(`${pull} ${commit}`, body);
    return { commit, effects: effectsIn(body) };
  }

  seen(pull: number): Effects {
    return effectsIn(this.#last.get(pull) ?? '');
  }

  /** What somebody sees who looks at a certain head, which may be a former one. */
  seenAt(pull: number, commit: string): Effects {
    return effectsIn(this.#ofHeads.get(`${pull} ${commit}`) ?? '');
  }
}

function effectsIn(page: string): Effects {
  return Object.fromEntries(targets.map((target) => [target, shownEffect(target, page)]));
}
