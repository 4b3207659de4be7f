import type { Review } from '../../review/contract/review.ts';
import { isPartlyKnown } from '../../review/unknown/partly-known.ts';
import { html, htmlLines } from '../../text/escape-html.ts';
import { placeText } from '../../text/place-text.ts';
import { unquoted } from '../../text/quoted.ts';
import { type Alert, PROBLEMS } from '../model/alerts/alert.ts';
import { alerts } from '../model/alerts/alerts.ts';
import { placedAlerts } from '../model/alerts/placed-alerts.ts';
import { clustersInOrder } from '../model/clusters/in-order.ts';

type Outcome = 'error' | 'failure' | 'skipped' | 'passed';

interface Case {
  readonly name: string;
  readonly outcome: Outcome;
  readonly text: string;
}

/**
 * The review as JUnit writes the results of tests, which CI servers show: a suite for each cluster, with a case for its
 * renders and one for each problem. Cases fail where the exit code of the command is not 0, and where it is 0 none does.
 *
 * @see https://github.com/testmoapp/junitxml
 */
export function toJunit(review: Review): string {
  const all = alerts(review);
  const suites = [
    ...clustersInOrder(review).map(([name, cluster]) => {
      const isWhole = cluster.status === 'rendered' && !isPartlyKnown(cluster);
      const rendered: Case = {
        name: 'rendered',
        outcome: isWhole ? 'passed' : 'skipped',
        text: isWhole ? '' : 'not all of it is known',
      };
      return { name, cases: [rendered, ...all.filter(({ clusters }) => clusters.includes(name)).map(problemCase)] };
    }),
    { name: 'the whole fleet', cases: all.filter(({ clusters }) => clusters.length === 0).map(problemCase) },
  ].filter(({ cases }) => cases.length > 0);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="Blast Radius" ${counts(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap(({ name, cases }) => [
      `  <testsuite name="${html`${name}`.text}" ${counts(cases)}>`,
      ...cases.map((each) => caseElement(name, each)),
      '  </testsuite>',
    ]),
    '</testsuites>\n',
  ];
  // The two characters that no XML may hold, and that can be seen.
  return lines.join('\n').replaceAll(/[\uFFFE\uFFFF]/g, '\uFFFD');
}

function problemCase(alert: Alert): Case {
  const [first = ''] = alert.messages;
  const lines = placedAlerts(alert).flatMap(({ message, place }) => [message, ...(place ? [placeText(place)] : [])]);
  return {
    name: `${alert.id}: ${unquoted(first)}`,
    outcome: outcomeOf(alert),
    text: [...lines, ...(alert.block === undefined ? [] : [alert.block.trimEnd()])].join('\n'),
  };
}

/** As the exit code has it: what no rule finds fails nothing, unless it is not known. */
function outcomeOf({ id, level }: Alert): Outcome {
  if (level !== 'error') return 'passed';
  if (!Object.hasOwn(PROBLEMS, id)) return 'failure';
  return id === 'data-at-risk' || id === 'rejected-object' ? 'passed' : 'error';
}

function counts(cases: readonly Case[]): string {
  const count = (outcome: Outcome) => cases.filter((each) => each.outcome === outcome).length;
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}

/** Entities of HTML that are numbers are those of XML. */
function caseElement(suite: string, { name, outcome, text }: Case): string {
  const start = `    <testcase ${html`classname="${suite}" name="${name}"`.text}`;
  if (text === '') return `${start}/>`;
  const [first = ''] = text.split('\n', 1);
  const message = html` message="${first}"`.text;
  const body = htmlLines(text).text;
  const inner = {
    passed: `<system-out>${body}</system-out>`,
    skipped: `<skipped${message}/>`,
    failure: `<failure${message}>${body}</failure>`,
    error: `<error${message}>${body}</error>`,
  };
  return `${start}>\n      ${inner[outcome]}\n    </testcase>`;
}
