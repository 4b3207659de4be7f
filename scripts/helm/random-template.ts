import type { GoType } from '../../src/gotemplate/value/go-type.ts';
import type { FunctionTable } from '../../src/gotemplate/value/value.ts';

/** A source of chance that gives the same for the same seed. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2654435761) >>> 0;
  }

  below(count: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * count);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }
}

const TEXTS = [
  '""',
  '"a"',
  '"a,b,,c"',
  '"hello world"',
  '"Hello World fooBar-baz_9"',
  '"1.27.3-eks-1"',
  '"42"',
  '"3.0"',
  '"0x1f"',
  '"true"',
  '"  pad  "',
  '"line\\n two\\n"',
  '"héllo ☃ 日本"',
  '"é\\xffz"',
  '`raw "q" \\d+`',
  '"a: b #c"',
  '"k: [1, {x: y}]\\n"',
  '"{\\"a\\": [1, null]}"',
  '"^a(x*)b$"',
  '"[a-z]+"',
  '"/a/../b//c.txt"',
  '"https://u:p@h:80/p?q=1#f"',
  '">=1.2.x <2 || ~3"',
  '"1.2"',
  '"aGVsbG8="',
  '"%d|%5.2f|%-6s|%q|%x"',
  '"%v %+v %T"',
  '"yes"',
  '"null"',
  '"<a&\'b\'>"',
];
const INTS = ['0', '1', '2', '3', '-1', '5', '10', '0x1F', '0o17', '1_000', "'a'", '9223372036854775807'];
const FLOATS = ['0.0', '1.5', '-2.25', '1e6', '1e21', '3.0', '0.000001'];
const FIELDS = [
  '.Values.int',
  '.Values.float',
  '.Values.str',
  '.Values.empty',
  '.Values.t',
  '.Values.f',
  '.Values.nul',
  '.Values.missing',
  '.Values.list',
  '.Values.nums',
  '.Values.mixed',
  '.Values.map',
  '.Values.map.a',
  '.Values.map.a.x',
  '.Values.nested.deep',
  '.Values.nested.no.way',
  '.Values.long',
  '.Values.multi',
  '$.Values.str',
  '.Values',
];
/** A map that holds itself stops Go itself. */
const MUTATING = new Set(['set', 'merge', 'mergeOverwrite', 'mustMerge', 'mustMergeOverwrite', 'unset']);
const MAPS = ['.Values.map', '.Values.nested', '(dict "a" 1 "b" (dict "c" nil))', '(dict)', '.Values.missing'];
const LISTS = [
  '.Values.list',
  '.Values.nums',
  '.Values.mixed',
  '(list 1 "a" nil)',
  '(list)',
  '(until 3)',
  '(splitList "," "b,a")',
];
/** Functions by what they give, so that most templates render. */
const GIVING: Readonly<Record<string, readonly string[]>> = {
  string: [
    'upper',
    'lower',
    'trim',
    'quote',
    'squote',
    'toString',
    'printf',
    'print',
    'trunc',
    'replace',
    'toJson',
    'toYaml',
    'b64enc',
    'join',
    'title',
    'snakecase',
    'camelcase',
    'kebabcase',
    'substr',
    'cat',
    'trimSuffix',
    'trimPrefix',
    'regexReplaceAll',
    'sha256sum',
    'typeOf',
    'kindOf',
    'toPrettyJson',
    'toRawJson',
    'toToml',
    'nospace',
    'initials',
    'wrap',
    'abbrev',
    'html',
    'js',
    'urlquery',
    'println',
    'base',
    'dir',
    'clean',
    'swapcase',
    'untitle',
    'toYamlPretty',
  ],
  int: ['int', 'len', 'atoi'],
  bool: [
    'not',
    'eq',
    'ne',
    'hasKey',
    'empty',
    'contains',
    'has',
    'kindIs',
    'regexMatch',
    'semverCompare',
    'any',
    'all',
    'deepEqual',
    'hasPrefix',
  ],
  map: ['dict', 'merge', 'mergeOverwrite', 'set', 'unset', 'pick', 'omit', 'fromJson', 'deepCopy'],
  list: [
    'list',
    'append',
    'prepend',
    'uniq',
    'without',
    'compact',
    'reverse',
    'rest',
    'initial',
    'concat',
    'fromJsonArray',
    'slice',
  ],
};

/** What is random, slow, or told in the order of chance. */
const LEFT_OUT = new Set([
  'now',
  'ago',
  'bcrypt',
  'htpasswd',
  'derivePassword',
  'encryptAES',
  'genCA',
  'genCAWithKey',
  'genPrivateKey',
  'genSelfSignedCert',
  'genSelfSignedCertWithKey',
  'genSignedCert',
  'genSignedCertWithKey',
  'randAlpha',
  'randAlphaNum',
  'randAscii',
  'randBytes',
  'randInt',
  'randNumeric',
  'shuffle',
  'uuidv4',
  'date',
  'dateInZone',
  'date_in_zone',
  'htmlDate',
  'htmlDateInZone',
  'buildCustomCert',
  'keys',
  'values',
  'fromYaml',
  'fromYamlArray',
  'fromToml',
  'break',
  'continue',
  'tpl',
  'include',
  'lookup',
  'repeat',
  'indent',
  'nindent',
  'until',
  'untilStep',
  'seq',
]);

export const VALUES: Readonly<Record<string, unknown>> = {
  int: 5,
  float: 1.5,
  str: 'hello world',
  empty: '',
  t: true,
  f: false,
  nul: null,
  list: ['c', 'a', 'b', 'a'],
  nums: [3, 1, 2],
  mixed: [1, 'a', true, null, 1.5, { k: 'v' }, []],
  map: { z: 1, a: { y: 2, x: [1, { q: 'r' }] }, m: 's', e: '' },
  nested: { deep: { 'a b': 'c', n: 1e6 }, empty: {}, none: null },
  long: 'the quick brown fox jumps over the lazy dog, '.repeat(3),
  multi: 'one\n  two\n\nthree',
};

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
