import type { FunctionTable } from '../../../src/gotemplate/value/value.ts';
import { Chance } from './chance.ts';
import { RandomTemplate } from './random-template.ts';
import { randomValues } from './random-values.ts';

/** What both engines are asked: a chart and values, or a text alone for Go's own package. */
export interface Question {
  /** The template that is rendered. */
  readonly text: string;
  /** Beside it, which it includes: `_p.tpl`. */
  readonly partial: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Asks Go's text/template alone, with delimiters of its own and its own way with missing keys. */
  readonly plain: boolean;
  /** A missing key is an error, as in strict mode. */
  readonly strict: boolean;
}

/** What a template that others include writes: one of them nothing that is a value, which who includes it sees. */
const INCLUDED = ['{{ .Values.str }}', 'p\n', '{{ .Values.missing }}'];
const PLAIN_SHARE = 12;
const STRICT_SHARE = 12;

/** @returns the question of a seed */
export function questionOf(seed: number, all: FunctionTable, ofGo: FunctionTable): Question {
  const chance = new Chance(seed);
  const plain = chance.below(PLAIN_SHARE) === 0;
  const strict = chance.below(STRICT_SHARE) === 0;
  const write = (): string => new RandomTemplate(chance, plain ? ofGo : all).write();
  const values = randomValues(chance);
  const text = write();
  const partial = plain ? '' : `{{define "p"}}${chance.pick(INCLUDED)}{{end}}${write()}`;
  return { text, partial, values, plain, strict };
}
