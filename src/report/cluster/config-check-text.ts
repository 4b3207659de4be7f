import type { Config } from '../../config/config.ts';
import type { CheckedPlace, ConfigCheck } from '../../fleet/find/check-config.ts';
import { NEWEST_KUBERNETES } from '../../kubernetes/api/api-types.generated.ts';
import { hideInText } from '../../review/secrets/hide-in-text.ts';
import { MASK } from '../../review/secrets/secret-values.ts';
import { counted } from '../../text/counted.ts';
import { padded, painter } from '../../text/terminal.ts';
import { visibleText } from '../../text/visible-text.ts';
import type { TextOptions } from '../text/to-text.ts';

/**
 * What is understood of a configuration, for a terminal.
 *
 * @param file its path, as the person at the terminal named it
 */
export function configCheckText(check: ConfigCheck, file: string, { colour = false }: TextOptions = {}): string {
  const paint = painter(colour);
  const shown = visibleText(file, 400);
  const place = ({ line, column, message, fix }: CheckedPlace) =>
    visibleText(
      hideInText(`${file}:${line}:${column}: ${message}${fix === undefined ? '' : `; ${fix}`}`, () => MASK),
      2_000,
    );
  const { config } = check;
  if (config === undefined) {
    const head = check.status === 'unreadable' ? `${shown} cannot be read` : `${shown} is invalid`;
    return `${[paint('red', head), ...check.problems.map((problem) => `  ${place(problem)}`)].join('\n')}\n`;
  }
  const head = check.status === 'absent' ? `no ${shown}: the defaults apply` : `${shown} is valid`;
  const lines = [
    paint('bold', head),
    '',
    ...clusterLines(check, config),
    '',
    ...settings(config),
    ...(check.unmatched.length === 0 ? [] : ['', ...check.unmatched.map((each) => paint('yellow', place(each)))]),
    ...(check.otherwise.length === 0 ? [] : ['', 'not as it would be found, which may be meant:']),
    ...check.otherwise.map((each) => paint('dim', `  ${place(each)}`)),
  ];
  return `${lines.join('\n')}\n`;
}

function clusterLines({ clusters }: ConfigCheck, { clusters: named }: Config): readonly string[] {
  if (clusters.length === 0) return ['no cluster found'];
  const names = clusters.map(({ name }) => visibleText(name, 40));
  const paths = clusters.map(({ path, paths = [path] }) =>
    visibleText(paths.map((each) => each || '.').join(', '), 80),
  );
  const [first, second] = [names, paths].map((texts) => Math.max(...texts.map((text) => [...text].length)));
  return [
    `clusters, in promotion order${named === undefined ? ', as found in the repository' : ''}:`,
    ...clusters.map((cluster, index) => {
      const runs =
        cluster.kubernetes === undefined
          ? `checked against Kubernetes ${NEWEST_KUBERNETES}, the newest known`
          : `Kubernetes ${cluster.kubernetes}`;
      const facts = [...(cluster.protected ? ['protected'] : []), runs].join(', ');
      return `  ${padded(names[index] ?? '', first ?? 0)}  ${padded(paths[index] ?? '', second ?? 0)}  ${facts}`;
    }),
  ];
}

function settings({
  rules,
  ignore,
  unreviewed,
  approvals,
  overrides,
  checks,
  labels,
  dashboard,
}: Config): readonly string[] {
  const set = Object.entries(rules).map(([rule, { severity, except }]) => {
    const excepted = except.length === 0 ? '' : ` except in ${except.join(', ')}`;
    return visibleText(`  ${rule}: ${severity ?? 'default severity'}${excepted}`, 400);
  });
  const whole = ignore.filter(({ fields }) => fields.length === 0).length;
  const approved = Object.entries(approvals).map(([cluster, { anyOf, count, author }]) => {
    const who = anyOf.map((each) =>
      each.kind === 'permission' ? each.permission : `${each.kind} ${approverName(each)}`,
    );
    return visibleText(`  ${cluster}: ${count} of ${who.join(', ')}${author ? ', authors too' : ''}`, 400);
  });
  return [
    ...(set.length === 0 ? ['rules: all with their default severity'] : ['rules:', ...set]),
    ...(ignore.length === 0
      ? ['ignored: nothing']
      : [`ignored: whole objects by ${counted(whole, 'entry')}, fields by ${counted(ignore.length - whole, 'entry')}`]),
    ...(unreviewed.length === 0 ? [] : [visibleText(`run by no cluster: ${unreviewed.join(', ')}`, 2_000)]),
    ...(approved.length === 0
      ? ['approvals: one person with the maintain permission for each protected cluster']
      : ['approvals:', ...approved]),
    `overrides: permission ${overrides.permission}`,
    `checks: ${checks.advisory ? 'advisory, nothing blocks' : 'a check that can be required'}${checks.perCluster ? ', and one for every cluster' : ''}`,
    ...(labels.routine === undefined ? [] : [visibleText(`labels: ${labels.routine} where all is routine`, 100)]),
    ...(dashboard ? ['dashboard: an issue says what runs where'] : []),
  ];
}

function approverName(
  approver: { readonly kind: 'team'; readonly team: string } | { readonly kind: 'user'; readonly user: string },
) {
  return approver.kind === 'team' ? approver.team : approver.user;
}
