import type { AnyNode } from '../../../gotemplate/parse/node.ts';
import { NO_TRAIL, type Trail, type Watch } from '../../../gotemplate/run/trail.ts';

/** A part of what a template wrote, and where in the template that stands. */
interface Part {
  readonly start: number;
  readonly text: string;
  readonly node: AnyNode;
}

/** Notes which line of a template each part of its text comes from. */
export class WrittenLines implements Watch {
  readonly begin = noTrail;
  readonly entry = noTrail;
  readonly turn = noTrail;
  readonly called = noTrail;
  readonly chosen = noTrail;
  readonly assigned = noTrail;
  readonly calling = noTrail;
  readonly branch = noTrail;
  readonly within = noTrail;
  readonly leave = noTrail;
  readonly end = noTrail;
  readonly #parts: Part[] = [];
  #length = 0;

  /** @returns the line of the template, from 1, that wrote the character at an offset of its text */
  lineAt(offset: number): number {
    let [low, high] = [0, this.#parts.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#parts[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle;
    }
    const part = this.#parts[low];
    if (part === undefined) return 1;
    const { source, at } = part.node;
    const line = countLines(source.text.slice(0, at)) + 1;
    // Only the text between actions stands in the template as it was written.
    return part.node.kind === 'text' ? line + countLines(part.text.slice(0, offset - part.start)) : line;
  }

  write(text: string, node: AnyNode): void {
    if (text === '') return;
    this.#parts.push({ start: this.#length, text, node });
    this.#length += text.length;
  }
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

function noTrail(): Trail {
  return NO_TRAIL;
}
