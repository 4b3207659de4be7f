import type { AnyNode } from '../parse/node.ts';
import type { Frame, Mark, Read, Span, Trail } from '../run/trail.ts';
import { textTrail, together, union } from './marks.ts';
import { cutSpans, marksBetween, spansOf } from './spans.ts';

/** The name of texts that `tpl` runs. */
const WITHIN_TPL = 'gotpl';

/** A text that is being written. */
interface Output {
  readonly spans: Span[];
  at: number;
  /** All that decided something on the way, also where nothing was written. */
  decided: readonly Read[];
}

/** What surrounds what is written. */
interface Around {
  readonly decides: readonly Read[];
  readonly frames: readonly Frame[];
}

const NOTHING_AROUND: Around = { decides: [], frames: [] };

/** What templates write, within one another, and what is around it: branches, and the places of what includes them. */
export class Writing {
  readonly #outputs: Output[] = [];
  readonly #around: Around[] = [NOTHING_AROUND];
  readonly #texts: Trail[] = [];

  get #here(): Around {
    return this.#around.at(-1) ?? NOTHING_AROUND;
  }

  branch(trail: Trail): void {
    const { decides, frames } = this.#here;
    const by = union(trail.reads, trail.decides);
    this.#around.push({ decides: union(decides, by), frames });
    const output = this.#outputs.at(-1);
    if (output !== undefined) output.decided = union(output.decided, by);
  }

  within(node: AnyNode): void {
    const { decides, frames } = this.#here;
    this.#around.push({ decides, frames: [{ node, at: node.at }, ...frames] });
  }

  leave(): void {
    this.#around.pop();
  }

  /** @returns the trail of a variable that is set again, as branches decide that it is */
  assigned(trail: Trail): Trail {
    const { decides } = this.#here;
    return decides.length === 0 ? trail : { ...trail, decides: union(trail.decides, decides) };
  }

  /** A text that a value holds is about to run. */
  enterText(text: string, trail: Trail): void {
    this.#texts.push({ ...trail, text, spans: spansOf(trail, text) });
  }

  leaveText(): void {
    this.#texts.pop();
  }

  begin(): void {
    this.#outputs.push({ spans: [], at: 0, decided: [] });
    this.#around.push(NOTHING_AROUND);
  }

  /** @returns where the text that was begun last comes from */
  end(text: string): Trail {
    const { spans, decided } = this.#outputs.pop() ?? { spans: [], decided: [] };
    this.#around.pop();
    const trail = textTrail(text, spans);
    return { ...trail, decides: union(trail.decides, decided) };
  }

  write(text: string, node: AnyNode, trail: Trail): void {
    const output = this.#outputs.at(-1);
    if (output === undefined || text === '') return;
    const { decides, frames } = this.#here;
    const { at } = output;
    for (const span of this.#spansWritten(text, node, trail)) {
      const { reads, start, end } = span;
      const all = { reads, decides: union(span.decides, decides), frames: [...span.frames, ...frames] };
      output.spans.push({ ...all, start: at + start, end: at + end });
    }
    output.at += text.length;
  }

  #spansWritten(text: string, node: AnyNode, trail: Trail): readonly Span[] {
    const within = this.#texts.at(-1);
    const frame: Frame = { node, at: node.at };
    if (within?.text !== undefined && node.source.name === WITHIN_TPL && node.source.text === within.text) {
      return spansOfTpl(text, frame, trail, spansOf(within, within.text));
    }
    return filled(spansOf(trail, text), text.length).map((span) => ({ ...span, frames: [...span.frames, frame] }));
  }
}

/** Nobody finds a line of a text that a value holds: its parts were written by what wrote the text. */
function spansOfTpl(text: string, { node, at }: Frame, trail: Trail, around: readonly Span[]): readonly Span[] {
  if (node.kind === 'text') return cutSpans(around, at, at + text.length, 0);
  const outer = together(marksBetween(around, at, at + 1));
  return filled(spansOf(trail, text), text.length).map((span) => ({ ...span, ...both(span, outer) }));
}

function both(inner: Mark, outer: Mark): Mark {
  return {
    reads: union(inner.reads, outer.reads),
    decides: union(inner.decides, outer.decides),
    frames: [...inner.frames, ...outer.frames],
  };
}

/** What stands between spans was written along with them, and of nothing. */
function filled(spans: readonly Span[], length: number): readonly Span[] {
  const all: Span[] = [];
  let at = 0;
  for (const span of spans) {
    if (span.start > at) all.push({ reads: [], decides: [], frames: [], start: at, end: span.start });
    all.push(span);
    at = span.end;
  }
  if (at < length) all.push({ reads: [], decides: [], frames: [], start: at, end: length });
  return all;
}
