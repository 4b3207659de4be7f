import type { GoType } from '../../src/gotemplate/value/go-type.ts';
import type { FunctionTable } from '../../src/gotemplate/value/value.ts';
import { Chance } from './chance.ts';
import { FIELDS, FLOATS, GIVING, INTS, LEFT_OUT, LISTS, MAPS, MUTATING, TEXTS } from './random-words.ts';

/** Writes templates at random, from the functions of a table. */
export class RandomTemplate {
  readonly #chance: Chance;
  readonly #functions: FunctionTable;
  readonly #names: readonly string[];
  #variables: string[] = [];
  #inRange = 0;

  constructor(seed: number, functions: FunctionTable) {
    this.#chance = new Chance(seed);
    this.#functions = functions;
    this.#names = [...functions.keys()].filter((name) => !LEFT_OUT.has(name));
  }

  write(): string {
    const parts = Array.from({ length: 1 + this.#chance.below(3) }, () => this.#node(2));
    const defined = this.#chance.below(6) === 0 ? `{{define "d"}}${this.#node(0)}{{end}}` : '';
    return defined + parts.join('');
  }

  #node(depth: number): string {
    const open = this.#chance.pick(['{{', '{{', '{{', '{{- ', '{{ ']);
    const close = this.#chance.pick(['}}', '}}', '}}', ' -}}', ' }}']);
    const action = (text: string): string => open + text + close;
    const kind = depth <= 0 ? this.#chance.below(6) : this.#chance.below(16);
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
      case 11:
        return `${action(`with ${this.#declare('$w')}${this.#pipe(depth)}`)}${this.#node(depth - 1)}${end}`;
      case 12:
      case 13: {
        const declared = this.#chance.pick(['', '', '$v := ', '$k, $v := ']);
        const source = this.#chance.pick([...LISTS, ...MAPS, '3', '.Values.str', '.Values.int', this.#pipe(1)]);
        if (declared !== '') this.#variables.push('$v');
        if (declared.startsWith('$k')) this.#variables.push('$k');
        this.#inRange += 1;
        const jump =
          this.#chance.below(4) === 0
            ? `{{if ${this.#pipe(0)}}}{{${this.#chance.pick(['break', 'continue'])}}}{{end}}`
            : '';
        const body = this.#node(depth - 1) + jump + this.#node(depth - 1);
        this.#inRange -= 1;
        return `${action(`range ${declared}${source}`)}${body}${this.#chance.below(3) === 0 ? action('else') + this.#node(0) : ''}${end}`;
      }
      case 14:
        return action(
          this.#chance.pick([
            'template "d" .',
            'template "d" .Values.map',
            'template "none"',
            'include "d" .',
            '/* c */',
          ]),
        );
      default: {
        const value = this.#pipe(depth);
        const set = this.#variables.length > 0 && this.#chance.below(2) === 0;
        if (set) return action(`${this.#chance.pick(this.#variables)} = ${value}`);
        this.#variables.push('$x');
        return action(`$x := ${value}`);
      }
    }
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
    return this.#call(this.#chance.pick(this.#names), depth, isPiped);
  }

  #call(name: string, depth: number, isPiped: boolean): string {
    const fn = this.#functions.get(name);
    if (fn === undefined) return name;
    const types: GoType[] = MUTATING.has(name) ? fn.takes.slice(1) : [...fn.takes];
    if (fn.rest !== undefined) for (let i = this.#chance.below(3); i > 0; i--) types.push(fn.rest);
    if (isPiped) types.pop();
    if (this.#chance.below(30) === 0) types.pop();
    if (this.#chance.below(40) === 0) types.push('any');
    const target =
      MUTATING.has(name) && !(isPiped && types.length === 0)
        ? [this.#chance.pick(['(dict "a" 1 "e" "" "n" (dict "x" 1))', '(dict)'])]
        : [];
    return [
      name,
      ...target,
      ...types.map((type) => this.#operand(this.#chance.below(25) === 0 ? 'any' : type, depth - 1)),
    ].join(' ');
  }

  #operand(type: GoType, depth: number): string {
    const giving = GIVING[type];
    if (depth > 0 && giving !== undefined && this.#chance.below(3) === 0) {
      return `(${this.#call(this.#chance.pick(giving), depth - 1, false)})`;
    }
    if (depth > 0 && this.#chance.below(4) === 0)
      return `(${this.#pipe(depth - 1)})${this.#chance.below(12) === 0 ? '.a' : ''}`;
    if (this.#variables.length > 0 && this.#chance.below(6) === 0) return this.#chance.pick(this.#variables);
    switch (type) {
      case 'string':
        return this.#chance.pick([...TEXTS, '.Values.str', '.Values.long', '.Values.multi']);
      case 'int':
      case 'int64':
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
        return '(toDate "2006-01-02" "2024-02-29")';
      default:
        return this.#chance.pick([
          ...TEXTS,
          ...INTS,
          ...FLOATS,
          ...FIELDS,
          ...FIELDS,
          ...LISTS,
          ...MAPS,
          'true',
          'nil',
        ]);
    }
  }
}
