import { isEmptyTemplate } from '../parse/is-empty.ts';
import type { Delimiters } from '../parse/lexer.ts';
import type { ListNode } from '../parse/node.ts';
import { DEFAULT_DELIMITERS, type ParsedTemplates, parseTemplate } from '../parse/parse-template.ts';
import { compileList } from './compile-list.ts';
import type { Template, Walk } from './run.ts';

/** Compiled once, however many sets a parsed template is in. */
const compiled = new WeakMap<ListNode, Walk>();

/** Templates that know each other by name. */
export class TemplateSet {
  readonly #templates = new Map<string, { readonly list: ListNode; readonly template: Template }>();
  readonly #base: TemplateSet | undefined;

  /** @param base whose templates this set has too, so that what is added here is not known there */
  constructor(base?: TemplateSet) {
    this.#base = base;
  }

  /**
   * Parses a text and adds its templates.
   * @param isFunction tells which functions there are
   * @throws ParseError
   */
  parse(
    name: string,
    text: string,
    isFunction: (name: string) => boolean,
    delimiters: Delimiters = DEFAULT_DELIMITERS,
  ): void {
    this.add(parseTemplate(name, text, isFunction, delimiters));
  }

  /** Adds parsed templates. One that is empty takes no other's place: `associate` of Go's text/template. */
  add(templates: ParsedTemplates): void {
    for (const [name, list] of templates) {
      if (this.lookup(name) !== undefined && isEmptyTemplate(list)) continue;
      this.#templates.set(name, { list, template: templateOf(name, list) });
    }
  }

  lookup(name: string): Template | undefined {
    return this.#templates.get(name)?.template ?? this.#base?.lookup(name);
  }
}

/** @returns what was parsed, as a template that can run */
export function templateOf(name: string, list: ListNode): Template {
  return { name, walk: walkOf(list) };
}

/** Compiled when it first runs, since most templates of a library never do. */
function walkOf(list: ListNode): Walk {
  return (run, dot) => {
    let walk = compiled.get(list);
    if (walk === undefined) {
      walk = compileList(list);
      compiled.set(list, walk);
    }
    return walk(run, dot);
  };
}
