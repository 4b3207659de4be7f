import type { GoType } from '../../../src/gotemplate/value/go-type.ts';
import type { FunctionTable } from '../../../src/gotemplate/value/value.ts';
import type { Chance } from './chance.ts';
import { fittingWords } from './fitting-words.ts';
import { BY_HAND, KNOWN_FORMS } from './known-forms.ts';
import { DOT_FIELDS, FIELDS, FLOATS, GIVING, INTS, LISTS, MAPS, MUTATING, TEXTS, VALUE_TEXTS } from './random-words.ts';

/** Templates that the others include. */
const INCLUDED = ['d', 'p', 'sub.s', 'q'];

/** Writes templates at random, from the functions of a table. */
export class RandomTemplate {
  readonly #chance: Chance;
  readonly #functions: FunctionTable;
  readonly #names: readonly string[];
  /** Those for which all words are known that fit. */
  readonly #fitting: readonly string[];
  /** Those of them that take a text last. */
  readonly #textual: readonly string[];
  #variables: string[] = [];
  #within = 0;

  constructor(chance: Chance, functions: FunctionTable) {
    this.#chance = chance;
    this.#functions = functions;
    this.#names = [...functions.keys()].filter((name) => !BY_HAND.has(name));
    this.#fitting = this.#names.filter((name) => fittingWords(name, 0) !== undefined);
    this.#textual = this.#fitting.filter((name) => functions.get(name)?.takes.at(-1) === 'string');
  }

  write(): string {
    if (this.#chance.below(2) === 0) return this.#calls();
    const parts = Array.from({ length: 1 + this.#chance.below(3) }, () => this.#node(2));
    return this.#definitions() + parts.join('');
  }

  /** Nothing but calls that fit: where anything may stand anywhere, most templates fail, and what a call gives is not seen. */
  #calls(): string {
    return Array.from({ length: 2 + this.#chance.below(5) }, () => `{{ ${this.#fittingCall()} }}\n`).join('');
  }

  #fittingCall(): string {
    // Helm alone includes.
    if (this.#functions.has('required') && this.#chance.below(8) === 0) {
      return `include "p" . | ${this.#call(this.#chance.pick(this.#textual), 0, true, true)}`;
    }
    const words = this.#words(this.#chance.pick(this.#fitting), 0, false, true);
    const last = words.at(-1);
    const isPiped = words.length > 1 && this.#chance.below(3) === 0;
    return isPiped ? `${last} | ${words.slice(0, -1).join(' ')}` : words.join(' ');
  }

  #definitions(): string {
    if (this.#chance.below(4) > 0) return '';
    const variables = this.#variables;
    this.#variables = [];
    const text = `{{define "d"}}${this.#node(this.#chance.below(2))}{{end}}`;
    this.#variables = variables;
    return text;
  }

  #node(depth: number): string {
    const open = this.#chance.pick(['{{', '{{', '{{', '{{- ', '{{ ']);
    const close = this.#chance.pick(['}}', '}}', '}}', ' -}}', ' }}']);
    const action = (text: string): string => open + text + close;
    const kind = depth <= 0 ? this.#chance.below(7) : this.#chance.below(18);
    if (kind === 0) return this.#chance.pick(['text ', '\n  ', ' a\n', '{', '-}} ', 'é ']);
    if (kind < 9) return action(this.#pipe(depth + 1));
    const known = this.#variables.length;
    const text = this.#block(kind, depth, action);
    if (kind !== 15) this.#variables.length = known;
    return text;
  }

  #block(kind: number, depth: number, action: (text: string) => string): string {
    const end = action('end');
    switch (kind) {
      case 9:
        return `${action(`if ${this.#pipe(depth)}`)}${this.#node(depth - 1)}${action('else')}${this.#node(depth - 1)}${end}`;
      case 10:
        return `${action(`if ${this.#pipe(depth)}`)}${this.#node(depth - 1)}${action(`else if ${this.#pipe(1)}`)}x${end}`;
      case 11: {
        const otherwise = this.#chance.pick(['', '', action('else'), action(`else with ${this.#operand('any', 0)}`)]);
        return `${action(`with ${this.#declare('$w')}${this.#pipe(depth)}`)}${this.#node(depth - 1)}${otherwise}${otherwise === '' ? '' : 'y'}${end}`;
      }
      case 12:
      case 13:
        return this.#loop(depth, action);
      case 14:
      case 16:
        return action(this.#callTemplate());
      case 17:
        return this.#chance.pick([
          `{{block "q" ${this.#operand('any', 0)}}}${this.#node(0)}{{end}}`,
          action('/* c */'),
          action(this.#tpl(depth)),
        ]);
      default: {
        const value = this.#pipe(depth);
        const set = this.#variables.length > 0 && this.#chance.below(2) === 0;
        if (set) return action(`${this.#chance.pick(this.#variables)} = ${value}`);
        this.#variables.push('$x');
        return action(`$x := ${value}`);
      }
    }
  }

  #loop(depth: number, action: (text: string) => string): string {
    const known = this.#variables.length > 0 ? `${this.#chance.pick(this.#variables)} = ` : '';
    const declared = this.#chance.pick(['', '', '$v := ', '$k, $v := ', known]);
    const sources = [...LISTS, ...MAPS, '3', '.Values.str', '.Values.int', '(int64 2)', '.Files', this.#pipe(1)];
    const source = this.#chance.pick(sources);
    if (declared.includes('$v :=')) this.#variables.push('$v');
    if (declared.startsWith('$k,')) this.#variables.push('$k');
    const jump =
      this.#chance.below(4) === 0
        ? `{{if ${this.#pipe(0)}}}{{${this.#chance.pick(['break', 'continue'])}}}{{end}}`
        : '';
    const body = this.#node(depth - 1) + jump + this.#node(depth - 1);
    const otherwise = this.#chance.below(3) === 0 ? action('else') + this.#node(0) : '';
    return `${action(`range ${declared}${source}`)}${body}${otherwise}${action('end')}`;
  }

  #callTemplate(): string {
    const name = this.#chance.pick(INCLUDED);
    const dot = this.#chance.pick(['.', '.', '$', '.Values.map', '(dict "a" 1)', '(list 1 2)', 'nil']);
    return this.#chance.pick([
      `template "${name}" ${dot}`,
      `template "${name}"`,
      'template "none"',
      `include "${name}" ${dot}`,
      `include "${name}" ${dot} | ${this.#command(1, true)}`,
      `include "${name}" ${dot} | nindent 4`,
      'include (print $.Template.BasePath "/_p.tpl") .',
    ]);
  }

  /** A text that is a template, written into the template. */
  #tpl(depth: number): string {
    if (this.#within > 1) return 'tpl "{{ . }}" 1';
    const variables = this.#variables;
    this.#variables = [];
    this.#within += 1;
    const inner = this.#definitions() + this.#node(Math.min(depth, 1));
    this.#within -= 1;
    this.#variables = variables;
    const quoted = inner.includes('`') ? JSON.stringify(inner) : `\`${inner}\``;
    return `tpl ${quoted} ${this.#chance.pick(['.', '$', '$', '.Values.map', '(dict "Values" (dict "str" "s"))'])}`;
  }

  #declare(name: string): string {
    if (this.#chance.below(3) > 0) return '';
    this.#variables.push(name);
    return `${name} := `;
  }

  #pipe(depth: number): string {
    let text = this.#command(depth, false);
    for (let i = this.#chance.below(5) - 2; i > 0; i--) text += ` | ${this.#command(depth, true)}`;
    return text;
  }

  #command(depth: number, isPiped: boolean): string {
    if (!isPiped && this.#chance.below(3) === 0) return this.#operand('any', 0);
    if (!isPiped && this.#chance.below(9) === 0) return this.#chance.pick(KNOWN_FORMS);
    if (!isPiped && this.#chance.below(25) === 0) return this.#tpl(depth);
    if (!isPiped && this.#chance.below(4) === 0) return this.#call(this.#chance.pick(this.#fitting), 0, false, true);
    return this.#call(this.#chance.pick(this.#names), depth, isPiped);
  }

  #call(name: string, depth: number, isPiped: boolean, fits = false): string {
    return this.#words(name, depth, isPiped, fits).join(' ');
  }

  /** @param fits whether all arguments are such that the function can do something with them, where that is known */
  #words(name: string, depth: number, isPiped: boolean, fits: boolean): readonly string[] {
    const fn = this.#functions.get(name);
    if (fn === undefined) return [name];
    const types: GoType[] = MUTATING.has(name) ? fn.takes.slice(1) : [...fn.takes];
    if (fn.rest !== undefined) for (let i = this.#chance.below(3); i > 0; i--) types.push(fn.rest);
    if (isPiped) types.pop();
    if (!fits && this.#chance.below(80) === 0) types.pop();
    if (!fits && this.#chance.below(100) === 0) types.push('any');
    const target =
      MUTATING.has(name) && !(isPiped && types.length === 0)
        ? [this.#chance.pick(['(dict "a" 1 "e" "" "n" (dict "x" 1))', '(dict)'])]
        : [];
    return [name, ...target, ...types.map((type, i) => this.#argument(name, i, type, depth, fits))];
  }

  #argument(name: string, i: number, type: GoType, depth: number, fits: boolean): string {
    const words = fits || this.#chance.below(2) === 0 ? fittingWords(name, i) : undefined;
    if (words !== undefined) return this.#chance.pick(words);
    return this.#operand(this.#chance.below(60) === 0 ? 'any' : type, depth - 1);
  }

  #operand(type: GoType, depth: number): string {
    const giving = GIVING[type];
    if (depth > 0 && giving !== undefined && this.#chance.below(3) === 0) {
      return `(${this.#call(this.#chance.pick(giving), depth - 1, false)})`;
    }
    if (depth > 0 && this.#chance.below(5) === 0)
      return `(${this.#pipe(depth - 1)})${this.#chance.below(12) === 0 ? '.a' : ''}`;
    if (this.#variables.length > 0 && this.#chance.below(8) === 0) return this.#chance.pick(this.#variables);
    switch (type) {
      case 'string':
        return this.#chance.pick([...TEXTS, ...VALUE_TEXTS]);
      case 'int':
        return this.#chance.pick(INTS);
      case 'int64':
        return this.#chance.pick([...INTS, '(int64 7)']);
      case 'uint32':
        return this.#chance.pick(INTS);
      case 'float64':
        return this.#chance.pick(FLOATS);
      case 'bool':
        return this.#chance.pick(['true', 'false', '.Values.t']);
      case 'map':
        return this.#chance.pick(MAPS);
      case 'list':
        return this.#chance.pick(LISTS);
      case 'version':
        return '(semver "1.2.3-rc.1")';
      case 'time':
        return this.#chance.pick([
          '(toDate "2006-01-02" "2024-02-29")',
          '(toDate "2006-01-02 15:04" "1999-12-31 23:59")',
        ]);
      default:
        return this.#chance.pick([
          ...TEXTS,
          ...INTS,
          ...FLOATS,
          ...FIELDS,
          ...FIELDS,
          ...DOT_FIELDS,
          ...LISTS,
          ...MAPS,
          'true',
          'nil',
        ]);
    }
  }
}
