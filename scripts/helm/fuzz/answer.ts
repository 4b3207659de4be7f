import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { describeError } from '../../../src/gotemplate/engine/describe-error.ts';
import { Engine } from '../../../src/gotemplate/engine/engine.ts';
import { helmFunctions, NO_CLUSTER } from '../../../src/gotemplate/engine/helm-functions.ts';
import { Time } from '../../../src/gotemplate/functions/dates/time.ts';
import { readJson } from '../../../src/gotemplate/functions/encoding/read-json.ts';
import { outsideFunctions } from '../../../src/gotemplate/functions/outside.ts';
import { FUNCTIONS, GO_FUNCTIONS } from '../../../src/gotemplate/functions/table.ts';
import { Budget } from '../../../src/gotemplate/run/budget.ts';
import { execute } from '../../../src/gotemplate/run/execute.ts';
import type { Surroundings } from '../../../src/gotemplate/run/run.ts';
import { TemplateSet } from '../../../src/gotemplate/run/template-set.ts';
import { type FunctionTable, GoMap } from '../../../src/gotemplate/value/value.ts';
import type { Chart } from '../../../src/helm/chart/chart.ts';
import { NEWEST_HELM } from '../../../src/helm/chart/helm-version.ts';
import { loadChart } from '../../../src/helm/load/load-chart.ts';
import { apiVersionsOf, capabilities, clusterOf } from '../../../src/helm/objects/capabilities.ts';
import { templatesOf } from '../../../src/helm/render/templates.ts';
import type { Question } from './question.ts';

/** What a template becomes, or what is said against it. */
export interface Answer {
  readonly out: string;
  readonly err: string;
}

const TOO_DEEP = 'the templates are nested too deep';
const ENDLESS = /rendering template has a nested reference name|exceeded maximum template depth/;
const PATH = 'fuzz/templates/t.txt';
const outside = { now: () => new Time(Math.floor(Date.now() / 1000)), random: (bytes: number) => randomBytes(bytes) };

export const ALL_FUNCTIONS: FunctionTable = new Map([
  ...FUNCTIONS,
  ...outsideFunctions(outside),
  ...helmFunctions(NO_CLUSTER),
]);

const FILES: Readonly<Record<string, string>> = {
  'Chart.yaml':
    'apiVersion: v2\nname: fuzz\nversion: 1.2.3\nappVersion: "4.5"\nannotations: {k: v}\nmaintainers: [{name: nobody}]\ndependencies: [{name: sub, version: 0.1.0}]\n',
  'f.txt': 'one\ntwo é\n',
  'g.txt': '',
  'conf/a.ini': '[x]\na=1\n',
  'conf/b.yaml': 'b: {{ .Values.str }}\n',
  'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 0.1.0\n',
  'charts/sub/templates/_s.tpl': '{{define "sub.s"}}{{ .Chart.Name }}-{{ .Values.str | default "none" }}{{end}}',
};

/** @returns what this engine makes of a question */
export function answerTo(question: Question): Answer {
  return question.plain ? answerPlainly(question) : answerAsHelm(question);
}

function answerAsHelm(question: Question): Answer {
  const engine = new Engine({ functions: ALL_FUNCTIONS, missingKey: question.strict ? 'error' : 'zero' });
  const shared = {
    release: new GoMap([
      ['Name', 'rel'],
      ['Namespace', 'ns'],
      ['IsInstall', true],
      ['Revision', 1n],
    ]),
    capabilities: capabilities(
      { ...clusterOf(), apiVersions: apiVersionsOf(['v1', 'apps/v1', 'a.b/v1']) },
      NEWEST_HELM.text,
    ),
    helm: NEWEST_HELM,
  };
  let current = PATH;
  try {
    const templates = templatesOf(chartOf(question), mapOf(question.values), shared);
    for (const { path, file } of templates) {
      current = path;
      engine.parse(file);
    }
    current = PATH;
    const dot = templates.find(({ path }) => path === PATH)?.dot ?? new GoMap();
    dot.set(
      'Template',
      new GoMap(
        [
          ['Name', PATH],
          ['BasePath', 'fuzz/templates'],
        ],
        dot.type,
      ),
    );
    return { out: engine.render(PATH, dot), err: '' };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { out: '', err: describeError(current, error) };
  }
}

/** @returns the files of the chart of a question */
export function filesOf({ text, partial }: Question): Readonly<Record<string, string>> {
  return { ...FILES, 'templates/t.txt': text, 'templates/_p.tpl': partial };
}

function chartOf(question: Question): Chart {
  return loadChart(Object.entries(filesOf(question)).map(([path, content]) => ({ path, bytes: Buffer.from(content) })));
}

function answerPlainly({ text, values, strict }: Question): Answer {
  const set = new TemplateSet();
  const around: Surroundings = {
    missingKey: strict ? 'error' : 'default',
    budget: new Budget(),
    template: (name) => set.lookup(name),
    function: (name) => GO_FUNCTIONS.get(name),
  };
  try {
    set.parse(PATH, withDelimiters(text), (word) => GO_FUNCTIONS.has(word), { left: '<<', right: '>>' });
    return { out: execute(around, PATH, new GoMap([['Values', mapOf(values)]])), err: '' };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { out: '', err: error.message };
  }
}

/** @returns a template with other delimiters */
export function withDelimiters(text: string): string {
  return text.replaceAll('{{', '<<').replaceAll('}}', '>>');
}

function mapOf(values: Question['values']): GoMap {
  const read = readJson(JSON.stringify(values));
  return read instanceof GoMap ? read : new GoMap();
}

/** @returns whether two answers are the same, for all that comes out of JSON: bytes that are not UTF-8 do not */
export function isSame(ours: Answer, theirs: Answer): boolean {
  // Helm gives up behind a thousand includes of one template, and Go behind 100,000 templates within one another; this engine
  // before its stack ends, and says so shorter.
  if (ours.err === TOO_DEEP && ENDLESS.test(theirs.err)) return true;
  // A pointer prints as its address.
  if (/0x[0-9a-f]{10}/.test(theirs.out + theirs.err)) return true;
  return clean(ours.out) === theirs.out && clean(ours.err) === theirs.err;
}

function clean(text: string): string {
  return text.toWellFormed();
}
