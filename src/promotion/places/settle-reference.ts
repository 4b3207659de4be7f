import { basename, dirname, isWithin, relativePath, segmentsOf } from '../../tree/objects/paths.ts';
import { holdsSecret } from '../files/holds-secret.ts';
import { kustomizationIn } from '../files/kustomization-file.ts';
import type { Plan, Route } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { linesNaming, namesStage, stageWords } from '../plan/stage-words.ts';
import { chooseReference } from './choose-reference.ts';

/**
 * Chooses what the target refers to, and creates an overlay if that was asked for.
 *
 * @param path what the source refers to
 * @throws PromotionRefusal for another stage's set, and where only the source's own overlay is there
 */
export function settleReference(plan: Plan, path: string, { source, target }: Route): string {
  refuseOtherStage(plan, path, { source, target });
  const choice = chooseReference(plan, path, { source, target });
  if (choice.kind === 'use') {
    if (choice.path === path && plan.options.overlay) return emptyOverlay(plan, path, target);
    if (choice.path !== path) plan.variants.push({ kind: 'own', path: choice.path, of: path });
    return choice.path;
  }
  const [from, to] = [source.cluster.name, target.cluster.name];
  if (plan.options.overlay) {
    copyOverlay(plan, choice.variant, choice.copyTo, { source, target });
    plan.variants.push({ kind: 'copy', path: choice.copyTo, of: choice.variant });
    return choice.copyTo;
  }
  if (choice.path === undefined)
    refuse(
      `${from} runs its own ${choice.variant}, and ${to} has none`,
      `--overlay creates ${choice.copyTo} from it, for you to review.`,
    );
  plan.variants.push({ kind: 'base', path: choice.path, of: choice.variant });
  plan.notes.push(
    `${from} runs its own overlay ${choice.variant}; ${to} gets the base ${choice.path} without it. --overlay creates ${choice.copyTo} from it.`,
  );
  return choice.path;
}

/** An overlay that contains only its base so far: a place for the target's own values. */
function emptyOverlay(plan: Plan, path: string, { cluster }: Route['target']): string {
  const home = path.replace(/\/bases?$/, '');
  if (home === path) return path;
  const [word = cluster.name] = stageWords(cluster).filter((each) => !each.includes('/'));
  const directory = `${home}/overlays/${word}`;
  plan.draft.write(`${directory}/kustomization.yaml`, overlayText(directory, path));
  plan.notes.push(`${directory} contains only its base so far: add what differs in ${cluster.name}.`);
  return directory;
}

/** @returns the kustomization of a directory that holds nothing but a reference. */
export function overlayText(directory: string, path: string): string {
  const lines = ['apiVersion: kustomize.config.k8s.io/v1beta1', 'kind: Kustomization', 'resources:'];
  return `${lines.join('\n')}\n  - ${relativePath(directory, path)}\n`;
}

/** Sets like `namespaces/test-only` belong to the stage that they name. */
function refuseOtherStage({ fleet }: Plan, path: string, { target }: Route): void {
  const own = stageWords(target.cluster);
  const others = fleet.clusters.flatMap(({ cluster }) => stageWords(cluster)).filter((word) => !own.includes(word));
  const only = segmentsOf(path).find((segment) => !others.includes(segment) && namesStage(segment, others));
  if (only === undefined) return;
  refuse(
    `${path} is named after another stage and is not imported into ${target.cluster.name}`,
    'Promote what is in it by kind/name: that gives it its own set.',
  );
}

/** Copies a directory with everything that its kustomization refers to; a comment says what to review. */
function copyOverlay(plan: Plan, from: string, to: string, { source, target }: Route): void {
  const { draft, notes } = plan;
  const left: string[] = [];
  const kustomization = kustomizationIn(draft, from);
  if (kustomization === undefined) refuse(`${from} is not an overlay that can be copied`, 'Write one by hand.');
  for (const path of filesBelow(plan, from)) {
    const text = draft.read(path);
    if (holdsSecret(text ?? '')) refuse(`${path} contains secrets and is not copied`, `Write ${to} by hand.`);
    if (kustomizationIn(draft, dirname(path))?.node.get('secretGenerator') !== undefined)
      refuse(`${dirname(path)} generates a Secret, which is not copied`, `Write ${to} by hand.`);
    const isMain = path === kustomization.path;
    const note = `# Copied from ${from}, which is for ${source.cluster.name}: review every value, then remove this line.`;
    const copy = to + path.slice(from.length);
    const written = isMain ? marked(text ?? '', note) : text;
    draft.write(copy, written, path);
    const lines = linesNaming(written ?? '', source.cluster, target.cluster, /^\ufeff?# Copied from /);
    if (lines !== undefined) left.push(`${copy} still mentions ${source.cluster.name} in ${lines}.`);
  }
  notes.push(`${to} was copied from ${from}: review every value in it.`, ...left);
}

function marked(text: string, note: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return text.startsWith('\ufeff') ? `\ufeff${note}${end}${text.slice(1)}` : `${note}${end}${text}`;
}

/** @returns the files of a directory and of all below it. */
export function filesBelow({ draft }: Pick<Plan, 'draft'>, directory: string): readonly string[] {
  const found = draft.files.find(directory);
  if (found.kind !== 'directory') return [];
  return [...draft.files.list(found)].flatMap(([name, { kind }]) => {
    const path = directory === '' ? name : `${directory}/${name}`;
    if (kind === 'directory') return filesBelow({ draft }, path);
    return kind === 'file' && isWithin(path, directory) && basename(path) !== '' ? [path] : [];
  });
}
