import { Random } from '../fuzz/random.ts';
import type { Question } from './question.ts';

type Data = string | number | boolean | readonly Data[] | { readonly [key: string]: Data };

const PLAIN = ['web', 'api', 'team-1', 'v1.10', 'prod', 'eu.west'];
const WORDS = [
  'web',
  'api',
  'team-1',
  'a b',
  'Über',
  'x: y',
  '1',
  'true',
  'yes',
  '',
  '# no',
  'v1.10',
  '0755',
  '1e3',
  "it's",
  '"q"',
  'a\nb',
  '  x',
  '- a',
  '~',
  '{}',
  '<<',
];
const KEYS = ['name', 'size', 'env', 'on', 'tags', 'extra'];
const NUMBERS = [0, 1, -7, 3.5, 1e21, 1.25e-9, 9007199254740991, 100, 0.1];

/** Each of a value of the inputs, which it stands for as `@`. */
const USES = [
  ...[
    '@',
    '@ | quote',
    'quote @',
    'squote @',
    'toString @ | upper',
    '@ | toYaml',
    '@ | toYaml | nindent 6',
    'toJson @',
    'toJson @ | quote',
    'printf "%v" @ | quote',
  ],
  ...[
    'kindOf @',
    'typeOf @',
    'default "none" @',
    'empty @',
    'int @',
    'float64 @',
    'add 1 @',
    'len (toString @)',
    'toString @ | sha256sum | trunc 8',
    'toString @ | b64enc',
  ],
  ...[
    'toString @ | slugify',
    'toString @ | replace "a" "b" | quote',
    'list @ 1 | toJson',
    'dict "k" @ | toYaml | nindent 6',
    'if @ >>yes<< else >>no<< end',
    'with @ >><< . | toJson | quote >><< end',
  ],
  ...[
    'ternary @ "other" true | quote',
    'eq (toString @) "web"',
    'coalesce "" @ "z" | quote',
    'range $i, $e := list @ 2 >><< $i >>=<< toJson $e | quote >> << end',
    'toString @ | trunc 3 | squote',
    'cat @ "x" | quote',
  ],
  ...[
    'toPrettyJson @ | nindent 8',
    'toString @ | indent 2',
    'regexReplaceAll "[a-z]+" (toString @) "<$0>" | quote',
    'splitList "." (toString @) | toJson',
    'toString @ | title',
    'has @ (list @)',
  ],
];

/** @returns a ResourceSet of random inputs, templates and strategies, the same for the same seed */
export function randomSet(seed: number): Question {
  return new Maker(seed).question(`random ${seed}`);
}

class Maker {
  readonly #random: Random;
  readonly #isPermuting: boolean;
  readonly #keys: readonly string[];

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#isPermuting = this.#random.chance(0.25);
    this.#keys = this.#random.some(1, 4, () => this.#random.pick(KEYS));
  }

  question(id: string): Question {
    const random = this.#random;
    const providers = random.chance(0.3)
      ? random.some(1, 3, (at) => this.#provider(`p${random.pick(['', '-', '.'])}${at}`))
      : [];
    const inputs = random.chance(0.97) ? { inputs: random.some(1, 3, () => this.#inputs()) } : {};
    const spec = {
      ...inputs,
      ...(this.#isPermuting ? { inputStrategy: { name: 'Permute' } } : {}),
      ...(providers.length === 0 ? {} : { inputsFrom: [{ selector: {} }] }),
      ...(random.chance(0.2) ? { commonMetadata: { labels: { team: 'x' }, annotations: { note: '<< no >>' } } } : {}),
      ...(random.chance(0.2)
        ? { steps: random.some(1, 3, (at) => ({ name: `s${at}`, ...this.#templates(`s${at}`) })) }
        : this.#templates('r')),
    };
    const head = { apiVersion: 'fluxcd.controlplane.io/v1', metadata: { name: 'set', namespace: 'apps' } };
    const set = JSON.stringify({ ...head, kind: 'ResourceSet', spec });
    return { id, set, ...(providers.length === 0 ? {} : { providers: providers.join('\n---\n') }) };
  }

  #provider(name: string): string {
    const head = {
      apiVersion: 'fluxcd.controlplane.io/v1',
      kind: 'ResourceSetInputProvider',
      metadata: { name, namespace: 'apps' },
    };
    return JSON.stringify({ ...head, spec: { type: 'Static', defaultValues: this.#inputs() } });
  }

  #inputs(): Data {
    const keys = this.#random.chance(0.98) ? this.#keys : KEYS.slice(0, 2);
    return Object.fromEntries(keys.map((key) => [key, this.#value(0)]));
  }

  #value(depth: number): Data {
    const random = this.#random;
    const kind = random.int(0, depth > 2 ? 5 : 8);
    if (kind <= 3) return random.pick(random.chance(0.7) ? PLAIN : WORDS);
    if (kind === 4) return random.pick(NUMBERS);
    if (kind === 5) return random.chance(0.5);
    if (kind <= 6) return random.some(0, 3, () => this.#value(depth + 1));
    return Object.fromEntries(
      random.some(0, 3, () => [random.pick([...KEYS, 'a.b', '1', 'on']), this.#value(depth + 1)]),
    );
  }

  #templates(name: string): { readonly [key: string]: Data } {
    const random = this.#random;
    const resources = random.chance(0.75) ? { resources: random.some(1, 3, (at) => this.#object(`${name}${at}`)) } : {};
    const isText = random.chance(0.4) || !('resources' in resources);
    return {
      ...resources,
      ...(isText ? { resourcesTemplate: random.some(1, 3, (at) => this.#text(`${name}t${at}`)).join('---\n') } : {}),
    };
  }

  #object(name: string): Data {
    const random = this.#random;
    const annotations = random.chance(0.15)
      ? { annotations: { 'fluxcd.controlplane.io/reconcile': this.#switch() } }
      : {};
    const data = Object.fromEntries(
      random.some(1, 4, (at) => [`k${at}`, random.chance(0.8) ? this.#use() : this.#value(1)]),
    );
    return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: this.#name(name), ...annotations }, data };
  }

  #text(name: string): string {
    const lines = this.#random.some(1, 4, (at) => `  k${at}: ${this.#use()}\n`);
    const body = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${this.#name(name)}\ndata:\n${lines.join('')}`;
    return this.#random.chance(0.2)
      ? `<<- range $n := until 2 >>\n---\n${body.replace('name: ', 'name: r<< $n >>-')}<<- end >>\n`
      : body;
  }

  #name(name: string): string {
    return this.#random.chance(0.6) ? `${name}-<< sha1sum (toJson inputs) | trunc 6 >>` : name;
  }

  #switch(): string {
    return `<< if ${this.#input()} >>disabled<< else >>enabled<< end >>`;
  }

  #use(): string {
    const before = this.#random.chance(0.2) ? 'x-' : '';
    return `${before}<< ${this.#random.pick(USES).replaceAll('@', `(${this.#input()})`)} >>`;
  }

  #input(): string {
    const random = this.#random;
    const key = random.chance(0.995) ? random.pick(this.#keys) : 'absent';
    if (this.#isPermuting) return `get (index inputs "set" | default dict) "${key}"`;
    return random.chance(0.7) ? `inputs.${key}` : `get inputs "${key}"`;
  }
}
