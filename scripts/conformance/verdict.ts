import { Source } from '../../src/yaml/node/source.ts';
import { printYaml } from '../../src/yaml/print/print.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';
import { type ConformanceCase, entriesOf } from './conformance-case.ts';
import { type ExpectedProblem, isExpected } from './expected-problem.ts';
import { type Rendered, render } from './render.ts';

/** How a case went. `bytes` is whether the whole output equals what the real binary printed. */
export interface Verdict {
  readonly passed: boolean;
  readonly bytes: boolean;
  /** Which of the two expectations was met. */
  readonly met?: 'newer' | 'recorded';
  readonly why?: string;
}

/** Runs one case and judges it as the data's README defines a pass. */
export function judge(each: ConformanceCase, problems: ReadonlyMap<string, ExpectedProblem>): Verdict {
  const rendered = render(entriesOf(each), each.target);
  if (each.outcome === 'skip') return judgeSkip(each, rendered);
  if (each.outcome === 'error') return judgeError(each, rendered, problems.get(each.name));
  return judgeDocuments(each, rendered);
}

const CONSTRUCTS = new Set(['helm-chart', 'remote-base', 'function', 'plugin']);

function judgeSkip(each: ConformanceCase, { problems }: Rendered): Verdict {
  // A build goes on beside what it cannot get: the case names one of those, ours are all of them.
  const named = problems.filter(
    (problem) => CONSTRUCTS.has(problem.code) && problem.path !== undefined && problem.line !== undefined,
  );
  const construct = constructOf(each);
  const passed = named.some(({ message }) => message.toLowerCase().includes(construct.toLowerCase()));
  return { passed, bytes: false, why: `expected a problem that names ${construct}, got ${describe(problems)}` };
}

function constructOf(each: ConformanceCase): string {
  const remote = /^remote: (\S+)/.exec(each.skip ?? '')?.[1];
  if (remote !== undefined) return remote;
  const plugin = /unable to load external plugin '([^']+)'/.exec(each.expectedError ?? '')?.[1];
  return plugin ?? 'helm';
}

/** Stands for a case that fails by kustomize's load restriction, without which Flux builds. */
const BUILDS = 'builds';

function judgeError(each: ConformanceCase, rendered: Rendered, expected: ExpectedProblem | undefined): Verdict {
  if (each.newerExpected != null && rendered.problems.length === 0) return judgeDocuments(each, rendered);
  if (expected === undefined)
    return {
      passed: false,
      bytes: false,
      why: `no expected problem is written down; got ${describe(rendered.problems)}`,
    };
  if (expected.code === BUILDS)
    return { passed: rendered.problems.length === 0, bytes: false, why: describe(rendered.problems) };
  const passed = rendered.problems.some((problem) => isExpected(problem, expected));
  return { passed, bytes: false, why: `expected ${JSON.stringify(expected)}, got ${describe(rendered.problems)}` };
}

function judgeDocuments(each: ConformanceCase, rendered: Rendered): Verdict {
  if (rendered.problems.length > 0) return { passed: false, bytes: false, why: describe(rendered.problems) };
  const bytes = rendered.documents.join('---\n') === each.expected;
  if (each.newerExpected != null && same(rendered.documents, inOrder(each, each.newerExpected)))
    return { passed: true, bytes, met: 'newer' };
  if (each.newerExpected != null && same(rendered.documents, reprinted(each.newerExpected)))
    return { passed: true, bytes, met: 'newer' };
  if (each.expected != null && same(rendered.documents, reprinted(each.expected)))
    return { passed: true, bytes, met: 'recorded' };
  return {
    passed: false,
    bytes: false,
    why: difference(each.expected ?? each.newerExpected ?? '', rendered.documents.join('---\n')),
  };
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((document, index) => document === b[index]);
}

function reprinted(text: string): readonly string[] {
  const { documents } = parseYaml(new Source(text));
  return documents.filter((document) => document.kind !== 'scalar' || document.tag !== 'null').map(printYaml);
}

/** The newer expectation comes from tests that do not sort: here it stands in the order of the command line. */
function inOrder(each: ConformanceCase, text: string): readonly string[] {
  if (JSON.stringify(each.files).includes('sortOptions')) return reprinted(text);
  const entries = new Map([
    ['kustomization.yaml', { bytes: Buffer.from('resources: [all.yaml]') }],
    ['all.yaml', { bytes: Buffer.from(text) }],
  ]);
  return render(entries, '').documents;
}

function describe(problems: Rendered['problems']): string {
  if (problems.length === 0) return 'no problem';
  return problems
    .map(({ code, path, line, message }) => `[${code}] ${path ?? '?'}:${line ?? '?'} ${message}`)
    .join('; ');
}

function difference(expected: string, actual: string): string {
  const a = expected.split('\n');
  const b = actual.split('\n');
  const at = a.findIndex((line, index) => line !== b[index]);
  return `line ${at + 1}: expected ${JSON.stringify(a[at])}, got ${JSON.stringify(b[at])}`;
}
