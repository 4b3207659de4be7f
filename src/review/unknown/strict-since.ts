import { versionText } from '../../flux/controllers/controller-version.ts';
import { isStrict, mainOf } from '../../flux/controllers/controllers.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import type { Unknown } from './unknown.ts';

/**
 * Names what makes a variable fatal that is not set: a merge may take the controller up to a release that refuses it, or
 * switch that on, while nothing else of the root changes.
 *
 * @returns the problems, those in other words that only come with another controller
 */
export function withStrictSince(
  problems: readonly Unknown[],
  before: Inventory | undefined,
  after: Inventory | undefined,
): readonly Unknown[] {
  const since = before && after && strictSince(before, after);
  if (since === undefined) return problems;
  const all = (after?.roots ?? []).flatMap((root) => root.problems.map((problem) => ({ root: root.name, problem })));
  const causes = new Set(
    all.filter(({ problem }) => problem.isStrictness === true).map(({ root, problem }) => `${root} ${problem.message}`),
  );
  return problems.map((each) =>
    each.side === 'after' && causes.has(`${each.root} ${each.message}`)
      ? { ...each, message: `${each.message}; ${since}` }
      : each,
  );
}

function strictSince(before: Inventory, after: Inventory): string | undefined {
  const [was, is] = [before, after].map(({ controllers }) => mainOf(controllers, 'kustomize-controller'));
  if (was === undefined || is === undefined || isStrict(is) !== true || isStrict(was) === true) return undefined;
  const { path, line } = is.from?.trail.origin ?? {};
  const place = path === undefined ? '' : ` (${path}${line === undefined ? '' : `:${line}`})`;
  if (is.version === undefined || is.flags.gates.has('StrictPostBuildSubstitutions')) {
    return `this change switches StrictPostBuildSubstitutions on${place}, which makes kustomize-controller fail on it`;
  }
  const from = was.version === undefined ? 'a release that is not known' : versionText(was.version);
  return `this change takes kustomize-controller from ${from} to ${versionText(is.version)}${place}, which fails on it`;
}
