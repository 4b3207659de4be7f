import { readJson } from '../../../src/gotemplate/functions/encoding/read-json.ts';
import { readYaml } from '../../../src/gotemplate/functions/encoding/read-yaml.ts';
import { deepEqual } from '../../../src/gotemplate/value/deep-equal.ts';
import type { RenderedRelease } from '../../../src/helm/render-release.ts';
import { printYaml } from '../../../src/yaml/print/print.ts';
import { compareController, compareDocuments } from '../compare-controller.ts';
import type { Ours } from './ours.ts';
import type { Answer } from './question.ts';

/**
 * @returns how ours differs from what helm-controller makes: where it fails and why, or its name and place, definitions,
 *   documents, hooks and notes; `undefined` where nothing does
 */
export function difference(ours: Ours, theirs: Answer): string | undefined {
  if ('message' in ours) {
    return theirs.stage === ours.stage ? undefined : `fails with ${ours.message}, not ${theirs.err ?? 'at all'}`;
  }
  const [first] = ours.rendered;
  const [problem] = first.problems;
  if (theirs.err !== undefined || problem !== undefined) return differentErrors(problem, theirs);
  return differentFacts(first, theirs) ?? differentCrds(first, theirs) ?? differentDocuments(ours.rendered, theirs);
}

/** What a reader of YAML, or kustomize, says of what is wrong is in words of our own: only what stands before it is compared. */
const OWN_WORDS =
  /(error converting YAML to JSON: |MalformedYAMLError: |error while running post render on [^:]*: ).*/s;

function differentErrors(ours: string | undefined, { err, stage }: Answer): string | undefined {
  const known = (text: string | undefined) => sortedLines(text?.replace(OWN_WORDS, '$1') ?? '');
  if (ours !== undefined && err !== undefined && stage === 'render' && known(ours) === known(err)) return undefined;
  return `error ${ours ?? 'none'}, not ${err ?? 'none'} (${stage ?? ''})`;
}

/** Helm leaves to chance in which order it tells what does not meet a schema. */
function sortedLines(message: string): string {
  const text = message.trim();
  return text.startsWith("values don't meet") ? text.split('\n').sort().join('\n') : text;
}

function differentFacts({ target, chartVersion, notes }: RenderedRelease, theirs: Answer): string | undefined {
  const facts = [
    ['name', target.name, theirs.name],
    ['namespace', target.namespace, theirs.namespace],
    ['storage namespace', target.storageNamespace, theirs.storageNamespace],
    ['version of the chart', chartVersion, theirs.chartVersion],
    ['notes', notes, theirs.notes],
  ] as const;
  const found = facts.find(([, mine, other]) => mine !== other);
  return found === undefined ? undefined : `${found[0]} ${JSON.stringify(found[1])}, not ${JSON.stringify(found[2])}`;
}

function differentCrds({ crds }: RenderedRelease, { crds: real, policy }: Answer): string | undefined {
  const theirs = real ?? [];
  if (crds.length !== theirs.length) return `${crds.length} definitions, not ${theirs.length}`;
  const replaces = policy === 'CreateReplace';
  const wrong = crds.find(
    (crd, index) =>
      crd.replaces !== replaces || !deepEqual(readYaml(printYaml(crd.node)), readJson(JSON.stringify(theirs[index]))),
  );
  return wrong === undefined ? undefined : `another definition than in ${wrong.path}`;
}

function differentDocuments(
  ours: readonly [RenderedRelease, RenderedRelease],
  { manifest, hooks }: Answer,
): string | undefined {
  const [first, second] = ours;
  const policies = first.hooks.map((hook) => hook.deletePolicies.join()).join(' ');
  const theirs = (hooks ?? []).map((hook) => (hook.deletePolicies ?? []).join()).join(' ');
  if (policies !== theirs) return `hooks are deleted ${policies}, not ${theirs}`;
  if (manifest === '' || manifest.startsWith('---\n# Source: '))
    return compareController(ours, { id: '', manifest, hooks });
  // What post-renderers print for Helm 3 does not tell where it comes from.
  const bare = ({ manifests }: RenderedRelease) => manifests.map(({ content }) => ({ label: '', content: content() }));
  const real = manifest.split(/^---\n/m).map((content) => ({ label: '', content }));
  return (
    compareDocuments(bare(first), bare(second), real) ??
    compareController([noManifests(first), noManifests(second)], { id: '', hooks })
  );
}

function noManifests(rendered: RenderedRelease): RenderedRelease {
  return { ...rendered, manifests: [] };
}
