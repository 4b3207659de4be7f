import { configPath } from '../../config/find-config.ts';
import { RULES } from '../../policy/judge/rules.ts';
import type { Review } from '../../review/contract/review.ts';
import { VERSION } from '../../version.ts';
import { PROBLEMS } from '../model/alerts/alert.ts';
import { exitCode } from '../model/exit-code.ts';
import { headline } from '../model/headline/headline.ts';
import { soundness } from '../model/soundness.ts';
import { type Problem, problems } from './problems.ts';

const levels = { error: 'error', warning: 'warning', notice: 'note' } as const;

/**
 * The review in the Static Analysis Results Interchange Format, as code scanning and editors read it.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif(review: Review): string {
  const all = problems(review);
  const code = exitCode(review);
  const run = {
    tool: {
      driver: {
        name: 'Blast Radius',
        semanticVersion: VERSION,
        rules: [...new Set(all.map(({ id }) => id))].map(rule),
      },
    },
    // What could not be determined may be wrong as well.
    invocations: [{ executionSuccessful: code !== 2, exitCode: code }],
    columnKind: 'utf16CodeUnits',
    results: all.map((problem) => result(review, problem)),
    properties: { headline: headline(review), soundness: soundness(review, 0), verdict: review.verdict },
  };
  const $schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
  return `${JSON.stringify({ $schema, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}

function rule(id: string): object {
  const known = RULES.find((each) => each.id === id);
  if (known !== undefined) {
    const { title, why, fix } = known;
    return { id, shortDescription: { text: title }, fullDescription: { text: why }, help: { text: fix } };
  }
  const title = Object.entries(PROBLEMS).find(([problem]) => problem === id)?.[1];
  return { id, ...(title === undefined ? {} : { shortDescription: { text: title } }) };
}

function result(review: Review, problem: Problem): object {
  const { id, level, title, message } = problem;
  return {
    ruleId: id,
    level: levels[level],
    // Brackets before parentheses would be a link.
    message: { text: `${title}: ${message}`.replaceAll('](', '] (') },
    locations: placesOf(review, problem).map(({ path, line }) => ({
      physicalLocation: {
        artifactLocation: { uri: path.split('/').map(encoded).join('/'), uriBaseId: '%SRCROOT%' },
        ...(line === undefined ? {} : { region: { startLine: line } }),
      },
    })),
  };
}

type Place = NonNullable<Problem['place']>;

/** Never none, as code scanning refuses a file in which a result has none: else what is meant as a whole. */
function placesOf({ merge, unjudged = [], clusters }: Review, { id, place, ...about }: Problem): readonly Place[] {
  if (place !== undefined) return [place];
  if (id === 'merge-conflict') return merge.conflicts.map((path) => ({ path }));
  if (id === 'not-judged') return unjudged.map(({ path }) => ({ path }));
  const paths = about.clusters.flatMap((name) => clusters[name]?.path ?? []);
  return (paths.length === 0 ? [configPath] : paths).map((path) => ({ path }));
}

function encoded(segment: string): string {
  return encodeURIComponent(segment.toWellFormed());
}
